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
import { matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { clampToRange, columnRange, countBeyond, type ColumnRange } from "./column-range.ts";
import { outOfStructure, structuredContext, type StructuredSpace } from "./structured-space.ts";

/** Features, each with a shape of its own, or what an embedding network reads. */
export type DataSpace = FeatureSpace | StructuredSpace;

export interface FeatureSpace extends ColumnRange {
  readonly kind?: undefined;
  readonly standardization: Standardization;
  readonly scores: readonly NormalScores[];
}

/** The space of features learned from simulated `x`, finite, at least two rows. */
export function featureSpace(x: Matrix): FeatureSpace {
  return Object.freeze({
    standardization: standardization(x),
    scores: normalScores(x),
    ...columnRange(x),
  });
}

/** Columns of x. */
export const columnsOf = (space: DataSpace): number =>
  space.kind === "structured" ? space.columns : space.lower.length;

/** Columns of the context made of x. */
export const contextDim = (space: DataSpace): number =>
  space.kind === "structured"
    ? space.columns
    : space.standardization.mean.length + space.scores.length;

/** The two views of x, one row each per row of x. */
export interface DataViews {
  /** What the estimator is conditioned on: z-scores, then the normal scores of some columns. */
  readonly context: Matrix;
  /** What theta is regressed on: one column per feature, each about normal; none where x has structure. */
  readonly regressors: Matrix;
}

/** x as the estimator and the regression see it. */
export function viewsOf(x: Matrix, space: DataSpace): DataViews {
  if (space.kind === "structured") {
    return { context: structuredContext(x, space), regressors: matrix(x.rows, 0) };
  }
  const inside = clampToRange(x, space);
  const z = standardize(inside, space.standardization);
  const scores = scoreColumns(inside, space.scores);
  const context = matrix(x.rows, contextDim(space));
  for (let i = 0; i < x.rows; i++) {
    context.data.set(row(z, i), i * context.cols);
    context.data.set(row(scores, i), i * context.cols + z.cols);
    for (const [k, { column }] of space.scores.entries()) {
      z.data[i * z.cols + column] = scores.data[i * scores.cols + k];
    }
  }
  return { context, regressors: z };
}

/** How many features lie beyond all simulated values. */
export function outOfRange(observed: Float64Array, space: DataSpace): number {
  return space.kind === "structured"
    ? outOfStructure(observed, space)
    : countBeyond(observed, space);
}
