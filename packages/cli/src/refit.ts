import { existsSync } from "node:fs";
import { join } from "node:path";
import { RetrodictError } from "@retrodict/check";
import { stream } from "@retrodict/random";
import { runRounds } from "@retrodict/rounds";
import { folderStore } from "@retrodict/rounds/folder";
import type { BatchSimulator, DifferentiableDistribution, Fit } from "@retrodict/spec";
import { fail, oneLine } from "./fail.ts";
import type { Method } from "./method.ts";
import type { InferredRecord } from "./read-run.ts";
import { runFiles } from "./run-files.ts";

/**
 * The fit of a run whose algorithm trains nothing, made again from the simulations in its folder; `name` is the folder
 * as the user wrote it.
 */
export async function refit(
  { folder, name }: { readonly folder: string; readonly name: string },
  record: InferredRecord,
  { algorithm }: Pick<Method, "algorithm">,
  prior: DifferentiableDistribution,
): Promise<Fit> {
  const source = `${name}/${runFiles.rounds}`;
  const kept = join(folder, runFiles.rounds);
  if (!existsSync(kept))
    fail("file", `${source}: cannot read the simulations: no such folder; copy the run whole`);
  const { seed, configuration, inference } = record;
  const { rounds = 1, simulations } = configuration;
  const observed = Float64Array.from(inference.observed.values);
  const study = { simulator: storedOnly(record), prior, algorithm, observed };
  try {
    const { fit } = await runRounds(stream(seed), study, {
      rounds,
      simulationsPerRound: Math.floor(simulations / rounds),
      store: folderStore(kept),
    });
    return fit!;
  } catch (error) {
    if (!(error instanceof RetrodictError)) throw error;
    return fail("data", `${source}: ${oneLine(error)}`, error);
  }
}

/** The simulator of a run as far as its simulations are there already. */
function storedOnly({
  simulator: id,
  versions,
  description,
  parameters,
  features,
}: InferredRecord) {
  const outputs = features.map((field) => ({ ...field, shape: [] }));
  const info = {
    specVersion: 1,
    id,
    version: versions[id],
    description,
    parameters,
    outputs,
  } as const;
  return {
    info,
    simulateBatch: async () =>
      fail("data", "some simulations of the run are missing or damaged; copy the run whole"),
  } satisfies BatchSimulator;
}
