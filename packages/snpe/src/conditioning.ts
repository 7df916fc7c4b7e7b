/*
 * What the estimator of theta is conditioned on: features that tell something of what the regression leaves, and what
 * the regression expects, since how far off it is often depends on that.
 */
import { columnStds, gatherColumns, matmul, matrix, row } from "@retrodict/matrix";
import { viewsOf, type DataSpace, type DataViews, type Regression } from "@retrodict/neural-fit";
import type { Matrix } from "@retrodict/spec";
import { informativeColumns } from "./informative-columns.ts";

export interface Conditioning {
  /** Columns of the data's view that are kept, in this order. */
  readonly columns: readonly number[];
  /** Standard deviation of what the regression expects of each parameter. */
  readonly spread: Float64Array;
}

/** What there is to choose from, and to judge it by. */
export interface ConditioningInput extends DataViews {
  /** What the regression leaves of theta, one row per simulation. */
  readonly residuals: Matrix;
  readonly line: Regression;
}

/** The conditioning learned from simulations; all columns of an embedding's data are its own business. */
export function conditioning({
  context,
  regressors,
  residuals,
  line,
}: ConditioningInput): Conditioning {
  const columns = informativeColumns(context, residuals);
  const spread = columnStds(matmul(regressors, line.slope)).map((std) => std || 1);
  return Object.freeze({ columns, spread });
}

/** How many numbers the estimator is conditioned on. */
export const conditioningDim = ({ columns, spread }: Conditioning): number =>
  columns.length + spread.length;

/** What the estimator and the regression see of data: an artifact's `x`, `line` and `conditioning`. */
export function conditioned(
  x: Matrix,
  parts: { readonly x: DataSpace; readonly line: Regression; readonly conditioning?: Conditioning },
): DataViews {
  const views = viewsOf(x, parts.x);
  return parts.conditioning === undefined
    ? views
    : { ...views, context: conditionedContext(views, parts.line, parts.conditioning) };
}

/** The kept columns, then what the regression expects in units of its spread. */
export function conditionedContext(
  { context, regressors }: DataViews,
  { slope }: Regression,
  { columns, spread }: Conditioning,
): Matrix {
  const kept = gatherColumns(context, columns);
  const expected = matmul(regressors, slope);
  const joint = matrix(context.rows, columns.length + spread.length);
  for (let i = 0; i < context.rows; i++) {
    joint.data.set(row(kept, i), i * joint.cols);
    joint.data.set(
      row(expected, i).map((value, j) => value / spread[j]),
      i * joint.cols + columns.length,
    );
  }
  return joint;
}
