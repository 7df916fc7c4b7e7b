import type { BatchSimulator, Matrix, SimulatedBatch } from "@retrodict/spec";
import { fail } from "./fail.ts";
import type { Io } from "./io.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";
import type { Setup } from "./setup.ts";
import { formatSimulations, rowsRun } from "./simulations-file.ts";

/** Simulations as they were made, for whoever must keep them when a run is interrupted. */
export interface Kept {
  readonly theta: Matrix;
  readonly batch: SimulatedBatch;
}

/** The same simulator, which also hands each batch to `keep`. */
export function keeping(simulator: BatchSimulator, keep: (kept: Kept) => void): BatchSimulator {
  return {
    info: simulator.info,
    async simulateBatch(rng, theta, options) {
      const batch = await simulator.simulateBatch(rng, theta, options);
      keep({ theta, batch });
      return batch;
    },
  };
}

/**
 * Does the work of a run in a new folder. The folder gets its name when the work is done. When it was
 * interrupted, only the finished simulations are left, in `<out>.partial`; when it failed, nothing is.
 */
export async function inRunFolder<T>(
  out: string,
  io: Io,
  setup: Setup,
  work: (folder: RunFolder, keep: (kept: Kept) => void) => Promise<T>,
): Promise<T> {
  const folder = openRunFolder(out, io.cwd);
  const kept: Kept[] = [];
  try {
    const result = await work(folder, (batch) => kept.push(batch));
    if (!io.signal.aborted) {
      folder.commit();
      return result;
    }
  } catch (error) {
    if (!io.signal.aborted) {
      folder.discard();
      throw error;
    }
  }
  return keepSimulations(folder, setup, kept);
}

function keepSimulations(
  folder: RunFolder,
  { parameters, fields }: Setup,
  kept: readonly Kept[],
): never {
  const [first] = kept;
  const done = first === undefined ? 0 : rowsRun(first.batch).length;
  if (first === undefined || done === 0) {
    folder.discard();
    return fail("aborted", "interrupted before a simulation was finished; nothing is kept");
  }
  folder.write("simulations.csv", formatSimulations(parameters, fields, first.theta, first.batch));
  return fail(
    "aborted",
    `interrupted; ${done} of ${first.theta.rows} simulations are kept in ${folder.name}.partial/simulations.csv`,
  );
}
