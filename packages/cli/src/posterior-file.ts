import { join } from "node:path";
import { RetrodictError } from "@retrodict/check";
import { priorFrom } from "@retrodict/distributions";
import type { Fit } from "@retrodict/spec";
import type { FitFile } from "./algorithms.ts";
import { fail, oneLine } from "./fail.ts";
import { samplerPart, type MethodNames } from "./method.ts";
import { runFiles } from "./run-files.ts";
import type { RunRecord } from "./run-record.ts";
import { readBytes } from "./table.ts";

/** The part of a run's record that is known before the run is over. */
type Origin = Pick<
  RunRecord,
  | "command"
  | "seed"
  | "versions"
  | "plugin"
  | "simulator"
  | "parameters"
  | "prior"
  | "features"
  | "configuration"
>;

/** The bytes of a fit, which tell where it comes from also where nothing else of its run is at hand. */
export function formatFit(file: FitFile, fit: Fit, origin: Origin): Uint8Array {
  const { command, seed, versions, plugin, simulator, parameters, features } = origin;
  return file.save(fit, {
    prior: priorFrom(origin),
    provenance: {
      command,
      seed,
      versions,
      plugin,
      simulator,
      parameters: parameters.map(({ name, unit }) => ({ name, unit })),
      features: features.map(({ name, unit }) => ({ name, unit })),
      // Without the simulator's options: they may hold whole recordings.
      configuration: { ...origin.configuration, options: undefined },
    },
  });
}

/** The fit in the folder of a run that trained one; `name` is the folder as the user wrote it. */
export function readFit(folder: string, name: string, method: MethodNames, file: FitFile): Fit {
  const source = `${name}/${runFiles.posterior}`;
  const bytes = readBytes(join(folder, runFiles.posterior), source, "RUN");
  try {
    return file.load(bytes, samplerPart(method));
  } catch (error) {
    if (!(error instanceof RetrodictError)) throw error;
    return fail("data", `${source}: ${oneLine(error)}`, error);
  }
}
