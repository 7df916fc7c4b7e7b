import { assert, assertCount, assertFinite, assertMatrix } from "@retrodict/check";
import {
  cholesky,
  logDetFromCholesky,
  matrix,
  row,
  solveCholesky,
  transpose,
} from "@retrodict/matrix";
import type { DifferentiableDistribution, Matrix, Rng } from "@retrodict/spec";
import { configured } from "./configured.ts";
import { everywhere } from "./support.ts";

/**
 * Normal with a full `covariance`, of which only the lower triangle is read. Throws a `numeric` error
 * when it is not positive definite.
 */
export function multivariateNormal(
  mean: ArrayLike<number>,
  covariance: Matrix,
): DifferentiableDistribution {
  const dim = mean.length;
  assert(dim > 0, "shape", "distributions", "expected a mean, got none; pass one per dimension");
  assertFinite(mean, "mean", "distributions");
  assertMatrix(covariance, { rows: dim, cols: dim }, "covariance", "distributions");
  const center = Float64Array.from(mean);
  const l = cholesky(covariance).data;
  const logNormalizer =
    -0.5 * (dim * Math.log(2 * Math.PI) + logDetFromCholesky(matrix(dim, dim, l)));

  function logDensity(x: Matrix): Float64Array {
    assertMatrix(x, { cols: dim }, "x", "distributions");
    const z = new Float64Array(dim);
    return Float64Array.from({ length: x.rows }, (_, i) => {
      for (let j = 0; j < dim; j++) {
        let rest = x.data[i * dim + j] - center[j];
        for (let k = 0; k < j; k++) rest -= l[j * dim + k] * z[k];
        z[j] = rest / l[j * dim + j];
      }
      const square = z.reduce((sum, value) => sum + value * value, 0);
      return Number.isFinite(square) ? logNormalizer - 0.5 * square : Number.NEGATIVE_INFINITY;
    });
  }

  /** Σ⁻¹ (mean − x). */
  function logDensityGrad(x: Matrix) {
    const density = logDensity(x);
    const pull = matrix(
      x.rows,
      dim,
      x.data.map((value, at) => center[at % dim] - value),
    );
    const grad = transpose(solveCholesky(matrix(dim, dim, l), transpose(pull)));
    density.forEach((value, i) => value === -Infinity && row(grad, i).fill(0));
    return { logDensity: density, grad };
  }

  function sample(rng: Rng, n: number): Matrix {
    assertCount(n, "n", "distributions", 0);
    const out = matrix(n, dim);
    const z = new Float64Array(dim);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < dim; j++) {
        z[j] = rng.normal();
        let value = center[j];
        for (let k = 0; k <= j; k++) value += l[j * dim + k] * z[k];
        out.data[i * dim + j] = value;
      }
    }
    return out;
  }

  const config = {
    kind: "multivariateNormal",
    mean: Array.from(center),
    covariance: Array.from(center, (_, j) => Array.from(row(covariance, j))),
  };
  return configured({ dim, support: everywhere(dim), logDensity, logDensityGrad, sample }, config);
}
