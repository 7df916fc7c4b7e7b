/*
 * How the estimator sees x: every feature standardised and, beside it, the normal scores of those features
 * that are far from normal. The scores make heavy tails and crowded corners legible; the plain values keep
 * what is linear linear.
 */
import { matrix } from "@retrodict/matrix";
import {
  normalScores,
  scoreColumns,
  standardization,
  standardize,
  type NormalScores,
  type Standardization,
} from "@retrodict/nn";
import type { Matrix } from "@retrodict/spec";

export interface DataSpace {
  readonly standardization: Standardization;
  readonly scores: readonly NormalScores[];
  /** The range of every feature. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export function dataSpace(x: Matrix): DataSpace {
  const lower = new Float64Array(x.cols).fill(Infinity);
  const upper = new Float64Array(x.cols).fill(-Infinity);
  for (let i = 0; i < x.data.length; i++) {
    lower[i % x.cols] = Math.min(lower[i % x.cols], x.data[i]);
    upper[i % x.cols] = Math.max(upper[i % x.cols], x.data[i]);
  }
  return { standardization: standardization(x), scores: normalScores(x), lower, upper };
}

/** What the estimator is conditioned on: standardised values, then scores. */
export function contextOf(x: Matrix, { standardization, scores }: DataSpace): Matrix {
  return sideBySide(standardize(x, standardization), scoreColumns(x, scores));
}

/** One column per feature, near normal: its scores where it has them, its standardised values elsewhere. */
export function regressorsOf(x: Matrix, { standardization, scores }: DataSpace): Matrix {
  const values = standardize(x, standardization);
  const scored = scoreColumns(x, scores);
  scores.forEach(({ column }, k) => {
    for (let i = 0; i < x.rows; i++) {
      values.data[i * x.cols + column] = scored.data[i * scores.length + k];
    }
  });
  return values;
}

/** How many features of `observed` lie beyond all that was simulated. */
export function outOfRange(observed: Float64Array, { lower, upper }: DataSpace): number {
  return observed.filter((value, j) => value < lower[j] || value > upper[j]).length;
}

function sideBySide(left: Matrix, right: Matrix): Matrix {
  const cols = left.cols + right.cols;
  const out = matrix(left.rows, cols);
  for (let i = 0; i < left.rows; i++) {
    out.data.set(left.data.subarray(i * left.cols, (i + 1) * left.cols), i * cols);
    out.data.set(right.data.subarray(i * right.cols, (i + 1) * right.cols), i * cols + left.cols);
  }
  return out;
}
