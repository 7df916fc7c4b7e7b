import { refuseIfAborted } from "@retrodict/check";
import { gatherRows } from "@retrodict/matrix";
import { inProcess } from "@retrodict/simulate";
import type { Matrix, Rng } from "@retrodict/spec";
import type { AssessOptions, Experiment } from "./types.ts";

/** Simulations of one experiment; row `i` of x belongs to row `i` of theta. */
export interface Simulated {
  readonly theta: Matrix;
  /** All NaN where there is no output. */
  readonly x: Matrix;
  readonly valid: readonly boolean[];
}

export async function simulateExperiment(
  rng: Rng,
  { name, simulator }: Experiment,
  theta: Matrix,
  { signal, onProgress }: AssessOptions,
): Promise<Simulated> {
  const batch = "simulateBatch" in simulator ? simulator : inProcess(simulator);
  const { x, failures } = await batch.simulateBatch(rng, theta, {
    ...(signal && { signal }),
    onProgress: (done, total) => onProgress?.(name, "simulate", done, total),
  });
  refuseIfAborted(signal, "design");
  const valid = Array.from({ length: theta.rows }, () => true);
  for (const { row } of failures) valid[row] = false;
  return { theta, x, valid };
}

/** Some of its rows. */
export const rowsOf = ({ theta, x, valid }: Simulated, rows: ArrayLike<number>): Simulated => ({
  theta: gatherRows(theta, rows),
  x: gatherRows(x, rows),
  valid: Array.from(rows, (row) => valid[row]),
});

/** Which rows have an output, and which have none. */
export function splitByValidity(valid: readonly boolean[]): {
  readonly kept: readonly number[];
  readonly failed: readonly number[];
} {
  const all = Array.from(valid.keys());
  return { kept: all.filter((i) => valid[i]), failed: all.filter((i) => !valid[i]) };
}
