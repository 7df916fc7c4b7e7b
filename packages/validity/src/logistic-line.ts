/*
 * Logistic regression: what a straight line tells of validity is better fitted in closed form than learned, so that a
 * network learns only what is left.
 */
import { cholesky, matrix, row, solveCholesky } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { softplus } from "./softplus.ts";

/** Log-odds `intercept + slopes · seen`. */
export interface LogisticLine {
  readonly intercept: number;
  readonly slopes: Float64Array;
}

/** Weight of ½ |slopes|² beside the sum of losses: that of one row, and enough where a line parts all rows. */
const RIDGE = 1;
/** Newton's steps are a handful; these bounds only rule out going on for ever. */
const MOST_STEPS = 50;
const MOST_HALVINGS = 20;
/** Nats in all: once a step gains less, none is worth taking. */
const LEAST_GAIN = 1e-9;

/** The line of highest likelihood for rows of mean 0 and standard deviation 1, its slopes shrunk a little towards 0. */
export function logisticLine(seen: Matrix, valid: Uint8Array): LogisticLine {
  const rows = withOnes(seen);
  let weights = new Float64Array(rows.cols);
  let loss = lossOf(rows, valid, weights);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = searched(rows, valid, { weights, loss });
    const gain = loss - next.loss;
    ({ weights, loss } = next);
    if (!(gain > LEAST_GAIN)) break;
  }
  return Object.freeze({ intercept: weights[0], slopes: weights.slice(1) });
}

/** The log-odds, one value per row. */
export function logOddsOnLine(seen: Matrix, { intercept, slopes }: LogisticLine): Float64Array {
  return Float64Array.from({ length: seen.rows }, (_, i) =>
    row(seen, i).reduce((sum, value, j) => sum + slopes[j] * value, intercept),
  );
}

interface Fitted {
  readonly weights: Float64Array<ArrayBuffer>;
  readonly loss: number;
}

/** Newton's step, halved until it does not climb. */
function searched(rows: Matrix, valid: Uint8Array, { weights, loss }: Fitted): Fitted {
  const direction = newtonStep(rows, valid, weights);
  let share = 1;
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const next = weights.map((weight, j) => weight - share * direction[j]);
    const moved = { weights: next, loss: lossOf(rows, valid, next) };
    if (moved.loss <= loss) return moved;
    share /= 2;
  }
  return { weights, loss };
}

function newtonStep(rows: Matrix, valid: Uint8Array, weights: Float64Array): Float64Array {
  const { cols } = rows;
  const gradient = matrix(cols, 1);
  const curvature = matrix(cols, cols);
  for (let j = 1; j < cols; j++) {
    gradient.data[j] = RIDGE * weights[j];
    curvature.data[j * cols + j] = RIDGE;
  }
  for (let i = 0; i < rows.rows; i++) {
    const own = row(rows, i);
    const p = 1 / (1 + Math.exp(-dot(own, weights)));
    for (let j = 0; j < cols; j++) {
      gradient.data[j] += (p - valid[i]) * own[j];
      for (let k = 0; k < cols; k++) curvature.data[j * cols + k] += p * (1 - p) * own[j] * own[k];
    }
  }
  return solveCholesky(cholesky(curvature), gradient).data;
}

function lossOf(rows: Matrix, valid: Uint8Array, weights: Float64Array): number {
  let loss = 0;
  for (let j = 1; j < weights.length; j++) loss += (RIDGE / 2) * weights[j] ** 2;
  for (let i = 0; i < rows.rows; i++) {
    const logOdds = dot(row(rows, i), weights);
    loss += softplus(valid[i] === 1 ? -logOdds : logOdds);
  }
  return loss;
}

/** A column of ones, then those of the matrix. */
function withOnes(seen: Matrix): Matrix {
  const out = matrix(seen.rows, seen.cols + 1);
  for (let i = 0; i < seen.rows; i++) row(out, i).set([1, ...row(seen, i)]);
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
