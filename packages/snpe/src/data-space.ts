/*
 * What the estimator sees of x: every column standardised and, for columns of any shape but the normal's, their
 * normal scores as well. Features that crowd a corner of a long-tailed range stay told apart that way, at the
 * price of a few more inputs.
 */
import {
  normalScores,
  scoreColumns,
  standardization,
  standardize,
  type NormalScores,
  type Standardization,
} from "@retrodict/nn";
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

export interface DataSpace {
  readonly standardization: Standardization;
  readonly scores: readonly NormalScores[];
  /** The range of each column that was simulated. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** The space learned from simulated `x`, finite, at least two rows. */
export function dataSpace(x: Matrix): DataSpace {
  const lower = new Float64Array(x.cols).fill(Infinity);
  const upper = new Float64Array(x.cols).fill(-Infinity);
  for (let i = 0; i < x.data.length; i++) {
    lower[i % x.cols] = Math.min(lower[i % x.cols], x.data[i]);
    upper[i % x.cols] = Math.max(upper[i % x.cols], x.data[i]);
  }
  const scores = normalScores(x);
  return Object.freeze({ standardization: standardization(x), scores, lower, upper });
}

/** Columns of the estimator's context. */
export const contextDim = ({ standardization, scores }: DataSpace): number =>
  standardization.mean.length + scores.length;

/** x as the estimator sees it: z-scores, then the normal scores of some columns. */
export function toContext(x: Matrix, space: DataSpace): Matrix {
  const inside = clamped(x, space);
  const z = standardize(inside, space.standardization);
  const scores = scoreColumns(inside, space.scores);
  const cols = contextDim(space);
  const context = matrix(x.rows, cols);
  for (let i = 0; i < x.rows; i++) {
    context.data.set(z.data.subarray(i * z.cols, (i + 1) * z.cols), i * cols);
    context.data.set(
      scores.data.subarray(i * scores.cols, (i + 1) * scores.cols),
      i * cols + z.cols,
    );
  }
  return context;
}

/** One column per feature, each about normal: what theta is regressed on. */
export function toRegressors(x: Matrix, space: DataSpace): Matrix {
  const inside = clamped(x, space);
  const regressors = standardize(inside, space.standardization);
  const scored = scoreColumns(inside, space.scores);
  for (const [k, { column }] of space.scores.entries()) {
    for (let i = 0; i < x.rows; i++) {
      regressors.data[i * x.cols + column] = scored.data[i * scored.cols + k];
    }
  }
  return regressors;
}

/** Values beyond the simulated range count as its edge: nothing is known there, and networks run wild. */
function clamped(x: Matrix, { lower, upper }: DataSpace): Matrix {
  const { rows, cols } = x;
  return matrix(
    rows,
    cols,
    x.data.map((value, i) => Math.min(Math.max(value, lower[i % cols]), upper[i % cols])),
  );
}

/** How many features lie beyond all simulated values. */
export function outOfRange(observed: Float64Array, { lower, upper }: DataSpace): number {
  return observed.filter((value, j) => value < lower[j] || value > upper[j]).length;
}
