/*
 * The log-density is a sum, log p(codes | context) + log p(rest | codes, context). Each term is an estimator with
 * weights of its own, which sees its share of the target.
 */
import { matrix } from "@retrodict/matrix";
import type { ConditionalEstimator, Matrix, Pairs } from "@retrodict/spec";
import type { SplitTarget } from "./layout.ts";

export interface Term {
  readonly estimator: ConditionalEstimator;
  /** Columns of the target, in order, by which it can be differentiated; none where its target are codes. */
  readonly columns: readonly number[];
  pairs(target: SplitTarget, context: Matrix): Pairs;
}

/** The term of the codes and, where there are continuous columns, theirs. */
export function termsOf(
  categories: ConditionalEstimator,
  densities: ConditionalEstimator | undefined,
  continuous: readonly number[],
): readonly Term[] {
  const discrete: Term = {
    estimator: categories,
    columns: [],
    pairs: ({ codes }, context) => ({ target: codes, context }),
  };
  if (densities === undefined) return [discrete];
  return [
    discrete,
    {
      estimator: densities,
      columns: continuous,
      pairs: ({ codes, rest }, context) => ({ target: rest, context: beside(context, codes) }),
    },
  ];
}

/** The share of each term in a vector of all weights, as views. */
export function weightsOf(terms: readonly Term[], params: Float32Array): readonly Float32Array[] {
  let from = 0;
  return terms.map(({ estimator }) => params.subarray(from, (from += estimator.paramCount)));
}

/** Rows of `left`, each followed by that of `right`. */
export function beside(left: Matrix, right: Matrix): Matrix {
  const cols = left.cols + right.cols;
  const out = matrix(left.rows, cols);
  for (let i = 0; i < left.rows; i++) {
    out.data.set(left.data.subarray(i * left.cols, (i + 1) * left.cols), i * cols);
    out.data.set(right.data.subarray(i * right.cols, (i + 1) * right.cols), i * cols + left.cols);
  }
  return out;
}

/** Adds the first columns of `from` to those named of `to`. */
export function addColumns(from: Matrix, to: Matrix, columns: readonly number[]): void {
  for (let i = 0; i < to.rows; i++) {
    columns.forEach((column, k) => {
      to.data[i * to.cols + column] += from.data[i * from.cols + k];
    });
  }
}

export const range = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);

/** The sum of the terms' scores. */
export function total(scores: readonly Float64Array[]): Float64Array {
  const out = scores[0].slice();
  for (const score of scores.slice(1)) score.forEach((value, i) => (out[i] += value));
  return out;
}
