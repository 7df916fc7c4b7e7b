import type { DifferentiableDistribution, Matrix, Rng, Simulator } from "@retrodict/spec";

/** A problem of inference whose posterior is known. */
export interface Problem {
  readonly name: string;
  readonly simulator: Simulator;
  readonly prior: DifferentiableDistribution;
  readonly observed: Float64Array;
  /** Independent draws from the exact posterior. */
  draw(rng: Rng, n: number): Matrix;
  /** The exact log-density up to a constant, one value per row; `-Infinity` where it is zero. */
  logDensity(theta: Matrix): Float64Array;
}
