/** x = A θ + N(0, R) with known A and R: the posterior under a Gaussian prior is Gaussian, under a uniform one it is cut off. */
import { box, multivariateNormal } from "@retrodict/distributions";
import {
  cholesky,
  fromRows,
  gatherRows,
  identity,
  matmul,
  matrix,
  solveCholesky,
  transpose,
} from "@retrodict/matrix";
import type { DifferentiableDistribution, Matrix, Rng } from "@retrodict/spec";
import type { Problem } from "../types.ts";
import { problemInfo } from "./info.ts";

const design = fromRows([
  [1, 0],
  [0.5, 1],
  [0, -0.7],
]);
const noiseStd = Float64Array.of(0.5, 0.8, 0.6);
const observed = Float64Array.of(0.9, -0.4, 1.1);

const priorMean = Float64Array.of(0.5, -1);
/** Correlated, and of variances other than 1: what a prior standardised carelessly would lose. */
const priorCovariance = fromRows([
  [4, 1.8],
  [1.8, 1.5],
]);

const simulator: Problem["simulator"] = {
  info: problemInfo("linear-gaussian", [-3, 3], { parameters: 2, outputs: 3 }),
  simulate(rng, theta, out) {
    const mean = matmul(design, matrix(2, 1, theta)).data;
    for (let j = 0; j < 3; j++) out[j] = mean[j] + noiseStd[j] * rng.normal();
  },
};

/** Under a Gaussian prior with correlations. */
export const linearGaussian: Problem = {
  name: "linear Gaussian, correlated Gaussian prior",
  simulator,
  prior: multivariateNormal(priorMean, priorCovariance),
  observed,
  ...posteriorUnder(inverse(priorCovariance), priorMean),
};

const edges = box([-1, -2], [2, 0.5]);
const unbounded = posteriorUnder(matrix(2, 2), new Float64Array(2));

/** Under a uniform prior whose edges cut the posterior. */
export const linearGaussianInBox: Problem = {
  name: "linear Gaussian, uniform prior",
  simulator,
  prior: edges,
  observed,
  draw(rng, n) {
    const candidates = unbounded.draw(rng, 20 * n);
    const inside = edges.logDensity(candidates);
    const rows = Uint32Array.from(inside.keys()).filter((i) => inside[i] > -Infinity);
    return gatherRows(candidates, rows.subarray(0, n));
  },
  logDensity(theta) {
    const inside = edges.logDensity(theta);
    return unbounded
      .logDensity(theta)
      .map((value, i) => (inside[i] > -Infinity ? value : -Infinity));
  },
};

/** Bayes' rule for Gaussians: precisions add, and so do precision-weighted means (Bishop 2006, eq. 2.117). */
function posteriorUnder(
  priorPrecision: Matrix,
  mean: Float64Array,
): DifferentiableDistribution & { draw(rng: Rng, n: number): Matrix } {
  const weighted = matrix(
    3,
    2,
    design.data.map((value, at) => value / noiseStd[at >> 1] ** 2),
  );
  const data = matmul(transpose(weighted), design);
  const precision = matrix(
    2,
    2,
    data.data.map((value, at) => value + priorPrecision.data[at]),
  );
  const fromData = matmul(transpose(weighted), matrix(3, 1, observed)).data;
  const fromPrior = matmul(priorPrecision, matrix(2, 1, mean)).data;
  const pull = matrix(
    2,
    1,
    fromData.map((value, j) => value + fromPrior[j]),
  );
  const covariance = inverse(precision);
  const gaussian = multivariateNormal(matmul(covariance, pull).data, covariance);
  return { ...gaussian, draw: (rng, n) => gaussian.sample(rng, n) };
}

function inverse(m: Matrix): Matrix {
  return solveCholesky(cholesky(m), identity(m.rows));
}
