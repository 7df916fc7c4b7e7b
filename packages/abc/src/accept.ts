import { assertFinite, assertLength } from "@retrodict/check";
import { gatherRows } from "@retrodict/matrix";
import type { UsableSimulations } from "@retrodict/neural-fit";
import type { Round } from "@retrodict/spec";
import { importanceWeights } from "./importance-weights.ts";
import { nearest } from "./nearest.ts";
import { scaledDistance } from "./scaled-distance.ts";
import type { AbcOptions, Accepted } from "./types.ts";

/** Fewer rows tell nothing of a spread or a covariance. */
export const FEWEST_ROWS = 20;

export interface Simulated {
  readonly usable: UsableSimulations;
  readonly rounds: readonly Round[];
}

/** The `count` simulations nearest to `observed`, with their weights. Throws on distances that are not finite. */
export function accept(
  { usable, rounds }: Simulated,
  observed: Float64Array,
  { prior, distance = scaledDistance(newest(usable)), count }: AbcOptions & { count: number },
): Accepted {
  const distances = distance(usable.x, observed);
  assertLength(distances, usable.x.rows, "the distances", "abc");
  assertFinite(distances, "the distances", "abc");
  const { rows, threshold, beyond } = nearest(distances, Math.max(count, FEWEST_ROWS));
  const theta = gatherRows(usable.theta, rows);
  return Object.freeze<Accepted>({
    theta,
    x: gatherRows(usable.x, rows),
    round: rows.map((i) => usable.round[i]),
    distances: Float64Array.from(rows, (i) => distances[i]),
    weights: importanceWeights(theta, prior, rounds),
    threshold,
    beyond,
  });
}

/** x of the last round that gave enough rows to tell spreads by; of all if none did. */
function newest({ x, round }: UsableSimulations) {
  const last = round[round.length - 1];
  const rows = Uint32Array.from(round.keys()).filter((i) => round[i] === last);
  return rows.length < FEWEST_ROWS ? x : gatherRows(x, rows);
}
