import type { Matrix } from "./matrix.ts";
import type { Rng } from "./rng.ts";

/** The box a density lives in, one edge pair per dimension; infinite where unbounded. */
export interface Support {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Log density known up to a constant; the target of samplers. */
export interface LogDensity {
  readonly dim: number;
  readonly support: Support;
  /** One value per row; `-Infinity` outside the support. */
  logDensity(x: Matrix): Float64Array;
}

export interface DifferentiableLogDensity extends LogDensity {
  /** The gradient is 0 where the density is. */
  logDensityGrad(x: Matrix): { readonly logDensity: Float64Array; readonly grad: Matrix };
}

/** JSON that rebuilds a distribution. */
export interface DistributionConfig {
  readonly kind: string;
  readonly [key: string]: unknown;
}

export interface Distribution extends LogDensity {
  /** Absent where only code can say what it is. Not enumerable: whoever spreads one makes another. */
  readonly config?: DistributionConfig;
  /** `n` independent draws, one per row. */
  sample(rng: Rng, n: number): Matrix;
}

/** A distribution whose log-density has a gradient. */
export type DifferentiableDistribution = Distribution & DifferentiableLogDensity;

/** Smooth one-to-one map between a support and unconstrained space, row by row. */
export interface Bijector {
  readonly dim: number;
  /** Support to unconstrained space. */
  forward(x: Matrix): Matrix;
  /** Unconstrained space to support. */
  inverse(z: Matrix): Matrix;
  /** `log |det d inverse(z) / dz|`, one value per row of `z`. */
  logDetInverse(z: Matrix): Float64Array;
  /**
   * Chain rule: from the gradient of f at `inverse(z)` to that of `f(inverse(z)) + logDetInverse(z)` at `z`, row by row.
   */
  pullback(z: Matrix, gradient: Matrix): Matrix;
}
