/** Two networks that differ as much as can be and yet do much the same. */
import { gatherRows, matrix, row, type Matrix, type Rng } from "retrodict";
import { deviations } from "./closeness.ts";
import { parameters, priorStds } from "./crab.ts";
import type { Predicted, Study } from "./predict.ts";

export interface Pair {
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Root mean square difference of their parameters, in standard deviations of the prior. */
  readonly apart: number;
  /** Median distances of their simulations from the crab, in units of what is close. */
  readonly deviations: readonly [number, number];
}

const CANDIDATES = 40;
const REPEATS = 5;
/** Candidates that are kept, those nearest to the crab under other noise. */
const KEPT = 12;

/**
 * Of the posterior draws nearest to the crab, those that stay near it when simulated again under other noise; and of
 * these the two whose parameters are furthest apart.
 */
export async function disparatePair(
  rng: Rng,
  { kept, simulator, stds }: Study,
  { theta, deviation }: Predicted,
): Promise<Pair> {
  const nearest = [...deviation.keys()]
    .sort((i, j) => deviation[i] - deviation[j])
    .slice(0, CANDIDATES);
  const repeated = nearest.flatMap((i) => Array.from({ length: REPEATS }, () => i));
  const { x } = await kept
    .simulator("candidates", simulator)
    .simulateBatch(rng, gatherRows(theta, repeated));
  const again = matrix(nearest.length, REPEATS, deviations(x, stds));
  const medians = nearest.map((_, k) => row(again, k).toSorted()[(REPEATS - 1) / 2]);
  const steady = [...nearest.keys()].sort((i, j) => medians[i] - medians[j]).slice(0, KEPT);
  const pairs = steady.flatMap((i, k) => steady.slice(k + 1).map((j) => [i, j] as const));
  const difference = ([i, j]: readonly [number, number]) => distance(theta, nearest[i], nearest[j]);
  const [first, second] = pairs.reduce((best, pair) =>
    difference(pair) > difference(best) ? pair : best,
  );
  return {
    a: row(theta, nearest[first]).slice(),
    b: row(theta, nearest[second]).slice(),
    apart: difference([first, second]),
    deviations: [medians[first], medians[second]],
  };
}

function distance(theta: Matrix, i: number, j: number): number {
  const other = row(theta, j);
  const gaps = row(theta, i).map((value, d) => (value - other[d]) / priorStds[d]);
  return Math.hypot(...gaps) / Math.sqrt(parameters.length);
}
