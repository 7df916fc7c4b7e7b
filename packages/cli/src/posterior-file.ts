import { join } from "node:path";
import { RetrodictError } from "@retrodict/check";
import { priorFrom } from "@retrodict/distributions";
import { loadFit, saveFit, type SnpeFit } from "@retrodict/snpe";
import { estimatorsFromConfig } from "./estimators.ts";
import { fail, oneLine } from "./fail.ts";
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
  | "features"
  | "configuration"
>;

/** The file of a trained posterior, which tells where it comes from also where nothing else of its run is at hand. */
export function formatPosterior(fit: SnpeFit, origin: Origin): Uint8Array {
  const { command, seed, versions, plugin, simulator, parameters, features } = origin;
  return saveFit(fit, {
    prior: priorFrom(parameters),
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

/** The trained posterior in the folder of a run; `name` is the folder as the user wrote it. */
export function readPosterior(folder: string, name: string): SnpeFit {
  const source = `${name}/${runFiles.posterior}`;
  const bytes = readBytes(join(folder, runFiles.posterior), source, "RUN");
  try {
    return loadFit(bytes, { estimators: estimatorsFromConfig });
  } catch (error) {
    if (!(error instanceof RetrodictError)) throw error;
    return fail("data", `${source}: ${oneLine(error)}`, error);
  }
}
