/**
 * A problem of any dimension whose posterior is known: θ = g(φ), x = A φ + N(0, s² I) and φ ~ N(0, I), where g bends
 * pairs, θ₂ₖ = φ₂ₖ and θ₂ₖ₊₁ = φ₂ₖ₊₁ + b (φ₂ₖ² − 1). Given x, φ is Gaussian with correlations, and as g keeps volumes, the
 * density of θ is that of φ: bananas in every pair, or with b = 0 the linear Gaussian itself.
 */
import { multivariateNormal } from "@retrodict/distributions";
import { cholesky, identity, matmul, matrix, solveCholesky, transpose } from "@retrodict/matrix";
import type { Distribution, Matrix, Simulator } from "@retrodict/spec";

export interface BentGaussian {
  readonly prior: Distribution;
  readonly simulator: Simulator;
  /** Exactly, given one observation. */
  posterior(observed: Float64Array): Distribution;
  /** The exact log-density of row `i` of theta given row `i` of x. */
  pairedLogDensity(theta: Matrix, x: Matrix): Float64Array;
}

const NOISE_STD = 0.5;
/** Of neighbours in the design: row i of A is 0.5^|i − j|. */
const DECAY = 0.5;

/** The problem of so many parameters and as many data, bent by `bend`. */
export function bentGaussian(dim: number, bend: number): BentGaussian {
  const design = matrix(
    dim,
    dim,
    Float64Array.from(
      { length: dim * dim },
      (_, at) => DECAY ** Math.abs(Math.floor(at / dim) - (at % dim)),
    ),
  );
  const standard = multivariateNormal(new Float64Array(dim), identity(dim));
  const { covariance, gain } = posteriorParts(design);
  const spread = multivariateNormal(new Float64Array(dim), covariance);
  const expected = (x: Matrix) => matmul(x, transpose(gain));
  return Object.freeze<BentGaussian>({
    prior: bent(standard, bend),
    simulator: {
      info: info(dim),
      simulate(rng, theta, out) {
        const phi = unbend(matrix(1, dim, Float64Array.from(theta)), bend);
        const mean = matmul(phi, transpose(design)).data;
        for (let j = 0; j < dim; j++) out[j] = mean[j] + NOISE_STD * rng.normal();
      },
    },
    posterior: (observed) =>
      bent(multivariateNormal(expected(matrix(1, dim, observed)).data, covariance), bend),
    pairedLogDensity(theta, x) {
      const mean = expected(x).data;
      const phi = unbend(theta, bend);
      const off = phi.data.map((value, at) => value - mean[at]);
      return spread.logDensity(matrix(phi.rows, dim, off));
    },
  });
}

/** Covariance (I + AᵀA / s²)⁻¹ of φ given x, and what of x is its mean (Bishop 2006, eq. 2.117). */
function posteriorParts(design: Matrix) {
  const dim = design.rows;
  const across = transpose(design);
  const unit = identity(dim).data;
  const precision = matmul(across, design).data.map((v, at) => v / NOISE_STD ** 2 + unit[at]);
  const covariance = solveCholesky(cholesky(matrix(dim, dim, precision)), identity(dim));
  const gain = matrix(
    dim,
    dim,
    matmul(covariance, across).data.map((value) => value / NOISE_STD ** 2),
  );
  return { covariance, gain };
}

const bent = (straight: Distribution, bend: number): Distribution =>
  Object.freeze({
    dim: straight.dim,
    support: straight.support,
    logDensity: (theta: Matrix) => straight.logDensity(unbend(theta, bend)),
    sample: (rng, n) => shifted(straight.sample(rng, n), bend),
  } satisfies Distribution);

const unbend = (theta: Matrix, bend: number): Matrix => shifted(theta, -bend);

/** Every second number moved by `bend` (v² − 1), v being the one before it. */
function shifted({ rows, cols, data }: Matrix, bend: number): Matrix {
  const moved = data.map((value, at) =>
    (at % cols) % 2 === 1 ? value + bend * (data[at - 1] ** 2 - 1) : value,
  );
  return matrix(rows, cols, moved);
}

const info = (dim: number): Simulator["info"] => ({
  specVersion: 1,
  id: "bent-gaussian",
  version: "1.0.0",
  description: "Pairs of bent Gaussian parameters, seen through a correlated linear design",
  parameters: Array.from({ length: dim }, (_, j) => ({
    name: `theta_${j + 1}`,
    unit: "1",
    description: `Parameter ${j + 1}`,
    bounds: [-10, 10],
    default: 0,
  })),
  outputs: Array.from({ length: dim }, (_, j) => ({
    name: `x_${j + 1}`,
    unit: "1",
    description: `Output ${j + 1}`,
    shape: [],
  })),
});
