import type { Distribution, Fit, Matrix, Observed } from "@retrodict/spec";

/** How far rows of x are from the observation: one finite number per row, smaller where nearer. */
export type Distance = (x: Matrix, observed: Float64Array) => Float64Array;

export interface AbcOptions {
  /** Its log-density must integrate to one where rounds come from several proposals. */
  readonly prior: Distribution;
  /**
   * Euclidean if absent, each column in units of its median absolute deviation among the simulations of the last
   * round.
   */
  readonly distance?: Distance;
  /** Whether draws are moved to where a local linear regression on x expects them; `"linear"` if absent. */
  readonly adjustment?: "linear" | "none";
}

export interface AbcFit extends Fit {
  /** The simulations that the posterior given this observation is made of. */
  accepted(observed: Observed): Accepted;
}

/** The simulations nearest to an observation, one per row, as they were simulated. */
export interface Accepted {
  readonly theta: Matrix;
  readonly x: Matrix;
  /** Index of the round each came from. */
  readonly round: Uint32Array;
  readonly distances: Float64Array;
  /** Prior over proposal; they sum to one. */
  readonly weights: Float64Array;
  /** The largest accepted distance. */
  readonly threshold: number;
  /** The smallest distance beyond the threshold; `Infinity` where nothing lies there. */
  readonly beyond: number;
}
