import { assert, assertMatrix } from "@retrodict/check";
import { gatherRows, row } from "@retrodict/matrix";
import { standardization, standardize } from "@retrodict/nn";
import type { Matrix } from "@retrodict/spec";
import type { TruthsAndData } from "./types.ts";

/**
 * Reference points for `tarp` that depend on the data: for each row of `x`, the parameters of the simulation whose data
 * are nearest, in units of the columns' standard deviations. The simulations must be others than the trials', such as
 * those trained on. Throws a `data` error on values that are not finite.
 */
export function nearestReferences(simulations: TruthsAndData, x: Matrix): Matrix {
  assert(
    simulations.x.rows > 1,
    "argument",
    "diagnostics",
    () => `expected two simulations or more, got ${simulations.x.rows}; pass those trained on`,
  );
  assertMatrix(simulations.theta, { rows: simulations.x.rows }, "theta", "diagnostics");
  assertMatrix(x, { cols: simulations.x.cols }, "x", "diagnostics");
  const scale = standardization(simulations.x);
  const known = standardize(simulations.x, scale);
  const asked = standardize(x, scale);
  const nearest = Uint32Array.from({ length: x.rows }, (_, i) => nearestRow(known, row(asked, i)));
  return gatherRows(simulations.theta, nearest);
}

function nearestRow({ rows, cols, data }: Matrix, point: Float64Array): number {
  let [best, least] = [0, Infinity];
  for (let i = 0; i < rows; i++) {
    let distance = 0;
    for (let j = 0; j < cols; j++) distance += (data[i * cols + j] - point[j]) ** 2;
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}
