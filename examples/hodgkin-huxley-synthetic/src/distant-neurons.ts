/** Two neurons that do much the same and are as unlike as can be. */
import { columnStds, row, type Matrix } from "retrodict";

/** Share of the neurons, those whose simulations are nearest to what was observed. */
const NEAR = 0.1;

/**
 * Of the rows of `theta` that are nearest to the observation, by one distance per row, the two furthest apart in standard
 * deviations of all rows.
 */
export function distantNeurons(
  theta: Matrix,
  distance: Float64Array,
): readonly [Float64Array, Float64Array] {
  const stds = columnStds(theta);
  const near = [...distance.keys()]
    .sort((i, j) => distance[i] - distance[j])
    .slice(0, Math.max(2, Math.round(NEAR * theta.rows)))
    .map((i) => row(theta, i).slice());
  const pairs = near.flatMap((a, k) => near.slice(k + 1).map((b) => [a, b] as const));
  const apart = ([a, b]: readonly [Float64Array, Float64Array]): number =>
    Math.hypot(...a.map((value, j) => (value - b[j]) / stds[j]));
  return pairs.reduce((best, pair) => (apart(pair) > apart(best) ? pair : best));
}
