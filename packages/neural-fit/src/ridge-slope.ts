/*
 * Ridge regression, with the penalty of every response chosen by generalised cross-validation (Golub, Heath & Wahba
 * 1979): with many rows it is least squares, with few rows per regressor it follows only what they agree on.
 */
import { eigenSymmetric, matmul, matrix, transpose } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** Penalties tried, relative to a regressor's variance; the first keeps constant and duplicate regressors solvable. */
const PENALTIES = [1e-6, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10, 100];
/** Eigenvalues of more regressors take too long; what so many columns tell is left to the network. */
const MOST_REGRESSORS = 400;
/** A larger penalty must gain as much as leaving out a parameter would: below that, scores differ by chance. */
const WORTH = 2;
/** A fit with more degrees of freedom than this part of the rows is no candidate. */
const MOST_FREEDOM = 0.9;

/** The regressors in the eigenbasis of their Gram matrix. */
interface Spectrum {
  readonly rows: number;
  /** Eigenvalues, none negative. */
  readonly values: Float64Array;
  /** Inner products of the rotated regressors with one response. */
  readonly products: Float64Array;
  /** Sum of the response's squares. */
  readonly total: number;
}

/** Slopes of standardised `values` on standardised `regressors`, a row per regressor; 0 where nothing can be told. */
export function ridgeSlope(values: Matrix, regressors: Matrix): Matrix {
  const { rows, cols } = values;
  const none = matrix(regressors.cols, cols);
  if (regressors.cols === 0 || regressors.cols > MOST_REGRESSORS) return none;
  const transposed = transpose(regressors);
  const { values: raw, vectors } = eigenSymmetric(matmul(transposed, regressors));
  const eigenvalues = raw.map((value) => Math.max(value, 0));
  const rotated = matmul(transpose(vectors), matmul(transposed, values));
  for (let j = 0; j < cols; j++) {
    const spectrum = { rows, values: eigenvalues, ...responseOf(values, rotated, j) };
    const penalty = bestPenalty(spectrum);
    for (let k = 0; k < eigenvalues.length; k++) {
      none.data[k * cols + j] = rotated.data[k * cols + j] / (eigenvalues[k] + penalty);
    }
  }
  return matmul(vectors, none);
}

function responseOf(values: Matrix, rotated: Matrix, j: number) {
  const products = new Float64Array(rotated.rows).map((_, k) => rotated.data[k * values.cols + j]);
  let total = 0;
  for (let at = j; at < values.data.length; at += values.cols) total += values.data[at] ** 2;
  return { products, total };
}

/** The penalty with the least generalised cross-validation score; infinite where no fit leaves rows to judge it by. */
function bestPenalty(spectrum: Spectrum): number {
  let best = { score: Infinity, penalty: Infinity };
  for (const relative of PENALTIES) {
    const penalty = relative * spectrum.rows;
    const score = crossValidation(spectrum, penalty);
    if (score < best.score * (1 - WORTH / spectrum.rows)) best = { score, penalty };
  }
  return best.penalty;
}

/** `RSS / (1 − freedom / rows)²`. */
function crossValidation({ rows, values, products, total }: Spectrum, penalty: number): number {
  let residual = total;
  let freedom = 0;
  for (let k = 0; k < values.length; k++) {
    const slope = products[k] / (values[k] + penalty);
    residual += slope * (slope * values[k] - 2 * products[k]);
    freedom += values[k] / (values[k] + penalty);
  }
  return freedom < MOST_FREEDOM * rows ? residual / (1 - freedom / rows) ** 2 : Infinity;
}
