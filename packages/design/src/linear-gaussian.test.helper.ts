/** Experiments x = A theta + noise under a Gaussian belief: information and posterior are known. */
import { multivariateNormal } from "@retrodict/distributions";
import {
  cholesky,
  fromRows,
  inverseFromCholesky,
  logDetFromCholesky,
  matmul,
  matrix,
  transpose,
} from "@retrodict/matrix";
import type { Distribution, Matrix } from "@retrodict/spec";
import type { TractableExperiment } from "./index.ts";

export interface LinearExperiment extends TractableExperiment {
  /** One row an output. */
  readonly design: Matrix;
  /** Standard deviation of the noise of every output. */
  readonly noise: number;
}

export function linearExperiment(
  name: string,
  rows: readonly (readonly number[])[],
  noise: number,
): LinearExperiment {
  const design = fromRows(rows);
  const outputs = (theta: Matrix): Matrix => matmul(theta, transpose(design));
  return {
    name,
    design,
    noise,
    simulator: {
      info: {
        specVersion: 1,
        id: "linear",
        version: "1.0.0",
        description: "A linear measurement with Gaussian noise",
        parameters: Array.from({ length: design.cols }, (_, j) => ({
          name: `theta${j}`,
          unit: "1",
          description: "A number",
          bounds: [-10, 10] as const,
          default: 0,
        })),
        outputs: [{ name: "x", unit: "1", description: "A number", shape: [design.rows] }],
      },
      simulate(rng, theta, out) {
        const clean = outputs(matrix(1, theta.length, theta)).data;
        for (let j = 0; j < out.length; j++) out[j] = clean[j] + noise * rng.normal();
      },
    },
    logLikelihood(theta, x) {
      const clean = outputs(theta);
      return Float64Array.from({ length: theta.rows }, (_, i) =>
        x.reduce(
          (sum, value, j) => sum - 0.5 * ((value - clean.data[i * x.length + j]) / noise) ** 2,
          0,
        ),
      );
    },
  };
}

/** Covariance of the posterior, whatever was observed. */
export function posteriorCovariance(
  covariance: Matrix,
  { design, noise }: LinearExperiment,
): Matrix {
  const precision = inverseFromCholesky(cholesky(covariance));
  const gained = matmul(transpose(design), design).data;
  return inverseFromCholesky(
    cholesky({ ...precision, data: precision.data.map((p, at) => p + gained[at] / noise ** 2) }),
  );
}

/** ½ log det(I + Σ Aᵀ R⁻¹ A), the determinant of the prior's covariance over that of the posterior's. */
export const exactInformation = (covariance: Matrix, experiment: LinearExperiment): number =>
  0.5 *
  (logDetFromCholesky(cholesky(covariance)) -
    logDetFromCholesky(cholesky(posteriorCovariance(covariance, experiment))));

/** The posterior under a prior of mean zero. */
export function exactPosterior(
  covariance: Matrix,
  experiment: LinearExperiment,
  x: Float64Array,
): Distribution {
  const after = posteriorCovariance(covariance, experiment);
  const pull = matmul(transpose(experiment.design), matrix(x.length, 1, x)).data;
  const mean = matmul(
    after,
    matrix(
      after.rows,
      1,
      pull.map((p) => p / experiment.noise ** 2),
    ),
  );
  return multivariateNormal([...mean.data], after);
}

export const covariance = fromRows([
  [1, 0.6],
  [0.6, 2],
]);
export const prior = multivariateNormal([0, 0], covariance);

export const experiments = [
  linearExperiment("first alone", [[1, 0]], 1),
  linearExperiment("sum, precisely", [[1, 1]], 0.3),
  linearExperiment(
    "both",
    [
      [1, 0],
      [0, 1],
    ],
    0.5,
  ),
];
