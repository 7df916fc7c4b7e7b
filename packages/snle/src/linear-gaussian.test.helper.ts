/* x = A theta + N(0, R) under a uniform prior: what is known in closed form, or by summing over a grid. */
import { box, multivariateNormal } from "@retrodict/distributions";
import { cholesky, fromRows, matmul, matrix, row, transpose } from "@retrodict/matrix";
import type { Matrix, Rng, Round } from "@retrodict/spec";

export const prior = box([-1, -2], [2, 1]);

const design = fromRows([
  [1, 0],
  [0.5, 1],
  [0, -0.7],
]);
const noise = fromRows([
  [0.5, 0.3, 0],
  [0.3, 0.6, -0.2],
  [0, -0.2, 0.4],
]);
const factor = cholesky(noise);

/** Coefficients that simulations determine: slopes, means and covariances. */
export const COEFFICIENTS = 6 + 3 + 6;

export function simulated(rng: Rng, theta: Matrix): Matrix {
  const normals = matrix(
    theta.rows,
    3,
    new Float64Array(3 * theta.rows).map(() => rng.normal()),
  );
  const line = matmul(theta, transpose(design)).data;
  const x = matmul(normals, transpose(factor)).data.map((value, at) => value + line[at]);
  return matrix(theta.rows, 3, x);
}

export function round(rng: Rng, rows: number): Round {
  const theta = prior.sample(rng.fork("theta"), rows);
  return { theta, x: simulated(rng.fork("x"), theta), proposal: "prior" };
}

/** log p(x | theta), row by row. */
export function exactLogLikelihood(theta: Matrix, x: Matrix): Float64Array {
  const residuals = matrix(x.rows, 3, x.data.slice());
  matmul(theta, transpose(design)).data.forEach((value, at) => (residuals.data[at] -= value));
  return multivariateNormal([0, 0, 0], noise).logDensity(residuals);
}

export interface Moments {
  readonly mean: Float64Array;
  readonly std: Float64Array;
}

/** Of the posterior given independent trials, by the midpoint rule. */
export function exactMoments(trials: Matrix): Moments {
  const points = grid(200);
  const logLikelihood = new Float64Array(points.rows);
  for (let t = 0; t < trials.rows; t++) {
    const repeated = matrix(points.rows, 3);
    for (let i = 0; i < points.rows; i++) repeated.data.set(row(trials, t), 3 * i);
    exactLogLikelihood(points, repeated).forEach((value, i) => (logLikelihood[i] += value));
  }
  const highest = logLikelihood.reduce((a, b) => Math.max(a, b), -Infinity);
  const mass = logLikelihood.map((value) => Math.exp(value - highest));
  const total = mass.reduce((a, b) => a + b, 0);
  const moment = (of: (value: number, j: number) => number): Float64Array =>
    Float64Array.from([0, 1], (j) =>
      mass.reduce((sum, m, i) => sum + (m / total) * of(points.data[2 * i + j], j), 0),
    );
  const mean = moment((value) => value);
  return { mean, std: moment((value, j) => (value - mean[j]) ** 2).map(Math.sqrt) };
}

function grid(n: number): Matrix {
  const { lower, upper } = prior.support;
  const at = (j: number, k: number): number => lower[j] + ((k + 0.5) * (upper[j] - lower[j])) / n;
  return fromRows(
    Array.from({ length: n * n }, (_, i) => [at(0, i % n), at(1, Math.floor(i / n))]),
  );
}
