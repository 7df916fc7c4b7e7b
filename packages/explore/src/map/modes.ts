import { matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { Coordinates } from "../coordinates.ts";

/** Points along the segment between two ends, to see whether the density dips there. */
const BETWEEN = 16;

/** Ends of climbs that belong to one mode: its highest first. */
export type Climbs = readonly number[];

/**
 * Groups the ends of climbs into modes, highest first: an end belongs to the first mode towards which the density
 * does not dip, by more than `tolerance` nats below the end, on a straight line.
 */
export function groupedModes(
  space: Coordinates,
  ends: { readonly points: Matrix; readonly logDensity: Float64Array },
  tolerance: number,
): readonly Climbs[] {
  const { points, logDensity } = ends;
  const order = [...logDensity.keys()]
    .filter((i) => logDensity[i] > -Infinity)
    .sort((i, j) => logDensity[j] - logDensity[i]);
  const modes: number[][] = [];
  for (const i of order) {
    const lowest = lowestBetween(space, points, { from: i, to: modes.map(([top]) => top) });
    const own = lowest.findIndex((value) => value >= logDensity[i] - tolerance);
    if (own >= 0) modes[own].push(i);
    else modes.push([i]);
  }
  return modes;
}

/** The lowest log-density on each segment, ends excluded. */
function lowestBetween(
  space: Coordinates,
  points: Matrix,
  { from, to }: { readonly from: number; readonly to: readonly number[] },
): readonly number[] {
  const between = matrix(to.length * BETWEEN, points.cols);
  to.forEach((top, m) => {
    for (let k = 0; k < BETWEEN; k++) {
      const share = (k + 1) / (BETWEEN + 1);
      const target = row(points, top);
      const moved = row(points, from).map((value, j) => value + share * (target[j] - value));
      row(between, m * BETWEEN + k).set(moved);
    }
  });
  const values = space.logDensity(between);
  return to.map((_, m) => Math.min(...values.subarray(m * BETWEEN, (m + 1) * BETWEEN)));
}
