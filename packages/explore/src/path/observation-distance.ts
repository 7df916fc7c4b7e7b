import { assert, assertMatrix, assertRange } from "@retrodict/check";
import { columnStds, matrix, row } from "@retrodict/matrix";
import { finiteRows } from "@retrodict/nn";
import type { Matrix } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";

/** How far simulations are from an observation, and how far those of the posterior are as a rule. */
export interface ObservationDistance {
  /**
   * Root mean square deviation in standard deviations of the predictions, one per row; infinite where a feature has
   * no value.
   */
  distance(x: Matrix): Float64Array;
  /** The distance that a share of the predictions do not exceed. */
  readonly reach: number;
  readonly share: number;
}

/** From simulations with parameters drawn from the posterior, one per row: `share` of these are within `reach`. */
export function observationDistance(
  predictive: Matrix,
  observed: Float64Array,
  share = 0.95,
): ObservationDistance {
  assertMatrix(predictive, { cols: observed.length }, "predictive", "explore");
  assertRange(share, 0, 1, "share", "explore");
  const { theta: x } = finiteRows(predictive, matrix(predictive.rows, 0));
  assert(
    x.rows >= 2,
    "data",
    "explore",
    () =>
      `expected at least two predictions that are finite, got ${x.rows} of ${predictive.rows}; simulate more, or check the posterior`,
  );
  const units = columnStds(x).map((std) => (std > 0 ? std : 1));
  const distance = (rows: Matrix): Float64Array => {
    assertMatrix(rows, { cols: observed.length }, "x", "explore");
    return Float64Array.from({ length: rows.rows }, (_, i) => {
      const deviations = row(rows, i).map((value, j) => (value - observed[j]) / units[j]);
      const root = Math.hypot(...deviations) / Math.sqrt(deviations.length);
      return Number.isNaN(root) ? Infinity : root;
    });
  };
  const [reach] = quantiles(distance(x), [share]);
  return Object.freeze({ distance, reach, share });
}
