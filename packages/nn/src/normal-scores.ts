/*
 * Simulated data are often heavy-tailed or crowded into a corner of their range, where a z-score tells a network
 * little. A column's normal scores spread its values as evenly as a standard normal's, whatever its shape
 * (van der Waerden 1952); between simulated values they interpolate, beyond them they continue the last slope.
 */
import { assertFinite, assertMatrix } from "@retrodict/check";
import { column, correlation, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { normalCdf, normalQuantile } from "@retrodict/stats";

/** Knots of one column's map: increasing values and their increasing scores. A constant column has one. */
export interface NormalScores {
  readonly column: number;
  readonly values: Float64Array;
  readonly scores: Float64Array;
}

/** Enough to follow a distribution's shape, few enough to be kept with the weights. */
const KNOTS = 129;

/** Squared correlation of values and scores (Shapiro & Francia 1972) from which a column counts as normal. */
const NORMAL = 0.98;

/** The maps of those columns that are not normally distributed; finite values, at least two rows. */
export function normalScores(values: Matrix): readonly NormalScores[] {
  assertMatrix(values, {}, "values", "nn");
  assertFinite(values.data, "values", "nn");
  return Object.freeze(
    Array.from({ length: values.cols }, (_, j) => columnScores(column(values, j).sort(), j)).filter(
      (map) => shapiroFrancia(column(values, map.column), map) < NORMAL,
    ),
  );
}

/** The scores of `values`, one column per map. */
export function scoreColumns(values: Matrix, maps: readonly NormalScores[]): Matrix {
  const result = matrix(values.rows, maps.length);
  for (let i = 0; i < values.rows; i++) {
    for (const [k, map] of maps.entries()) {
      result.data[i * maps.length + k] = score(values.data[i * values.cols + map.column], map);
    }
  }
  return result;
}

/** Knots at evenly spaced scores; a run of equal values gets the score of its middle. */
function columnScores(sorted: Float64Array, index: number): NormalScores {
  const n = sorted.length;
  const edge = normalQuantile(1 - 0.5 / n);
  const values: number[] = [];
  const scores: number[] = [];
  for (let k = 0; k < KNOTS; k++) {
    const probability = normalCdf(edge * ((2 * k) / (KNOTS - 1) - 1));
    const value = sorted[Math.min(n - 1, Math.floor(probability * n))];
    if (value === values.at(-1)) continue;
    values.push(value);
    scores.push(normalQuantile((firstAtLeast(sorted, value) + firstAbove(sorted, value)) / 2 / n));
  }
  return { column: index, values: Float64Array.from(values), scores: Float64Array.from(scores) };
}

function score(x: number, { values, scores }: NormalScores): number {
  if (values.length === 1) return 0;
  const k = Math.min(Math.max(firstAbove(values, x), 1), values.length - 1);
  const slope = (scores[k] - scores[k - 1]) / (values[k] - values[k - 1]);
  return scores[k - 1] + slope * (x - values[k - 1]);
}

/** NaN for a constant column. */
function shapiroFrancia(values: Float64Array, map: NormalScores): number {
  const pairs = matrix(values.length, 2);
  for (const [i, value] of values.entries()) pairs.data.set([value, score(value, map)], 2 * i);
  return correlation(pairs).data[1] ** 2;
}

const firstAtLeast = (sorted: Float64Array, value: number): number =>
  bisect(sorted, (other) => other >= value);

const firstAbove = (sorted: Float64Array, value: number): number =>
  bisect(sorted, (other) => other > value);

/** First index whose value satisfies a condition that, once true, stays true. */
function bisect(sorted: Float64Array, condition: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (condition(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
