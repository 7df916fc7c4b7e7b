/* x = theta + N(0, R), theta normal: ratio and posterior in closed form. */
import { multivariateNormal } from "@retrodict/distributions";
import {
  cholesky,
  fromRows,
  gatherRows,
  identity,
  matmul,
  matrix,
  solveCholesky,
  stackRows,
  transpose,
} from "@retrodict/matrix";
import type { Matrix, Rng, Round } from "@retrodict/spec";

const zero = [0, 0];
const noise = fromRows([
  [0.5, 0.2],
  [0.2, 0.4],
]);
const spread = fromRows([
  [1, -0.3],
  [-0.3, 0.8],
]);
const marginal = plus(noise, spread);
const factor = cholesky(noise);

export const prior = multivariateNormal(zero, spread);

export function simulated(rng: Rng, theta: Matrix): Matrix {
  const normals = matrix(
    theta.rows,
    2,
    new Float64Array(2 * theta.rows).map(() => rng.normal()),
  );
  return plus(theta, matmul(normals, transpose(factor)));
}

export function round(rng: Rng, rows: number): Round {
  const theta = prior.sample(rng.fork("theta"), rows);
  return { theta, x: simulated(rng.fork("x"), theta), proposal: "prior" };
}

/** log p(x | theta) − log p(x), row by row. */
export function exactLogRatio(theta: Matrix, x: Matrix): Float64Array {
  const evidence = multivariateNormal(zero, marginal).logDensity(x);
  const residuals = matrix(
    x.rows,
    2,
    x.data.map((value, at) => value - theta.data[at]),
  );
  return multivariateNormal(zero, noise)
    .logDensity(residuals)
    .map((value, i) => value - evidence[i]);
}

/** Mean and covariance of the posterior given independent trials: precisions add up. */
export function exactMoments(trials: Matrix): {
  readonly mean: Float64Array;
  readonly covariance: Matrix;
} {
  const precision = inverse(noise);
  const fromTrials = matrix(
    2,
    2,
    precision.data.map((value) => value * trials.rows),
  );
  const covariance = inverse(plus(fromTrials, inverse(spread)));
  const sums = matrix(2, 1);
  trials.data.forEach((value, at) => (sums.data[at % 2] += value));
  return { mean: matmul(covariance, matmul(precision, sums)).data, covariance };
}

/** Pairs from the joint distribution, `each` in a row with the same x. */
export function jointPairs(
  rng: Rng,
  rows: number,
  each: number,
): { readonly theta: Matrix; readonly x: Matrix } {
  const { x: data } = round(rng.fork("data"), rows);
  const parts = Array.from({ length: rows }, (_, i) => {
    const { mean, covariance } = exactMoments(gatherRows(data, [i]));
    return multivariateNormal(mean, covariance).sample(rng.fork(i), each);
  });
  const x = gatherRows(
    data,
    Uint32Array.from({ length: rows * each }, (_, at) => Math.floor(at / each)),
  );
  return { theta: stackRows(...parts), x };
}

function plus(a: Matrix, b: Matrix): Matrix {
  return matrix(
    a.rows,
    a.cols,
    a.data.map((value, at) => value + b.data[at]),
  );
}

function inverse(m: Matrix): Matrix {
  return solveCholesky(cholesky(m), identity(m.rows));
}
