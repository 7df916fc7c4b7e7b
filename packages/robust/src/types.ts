import type { FeatureSpace } from "@retrodict/neural-fit";
import type { Fit, Trainer } from "@retrodict/spec";

/**
 * Errors of observed features, each independent of the others: with one probability a broad one, else a negligible one.
 * Scales are in units of each feature's spread over simulations from the prior.
 */
export interface ErrorOptions {
  /** Chance of a feature to be in error; 0.1 by default. */
  readonly probability?: number;
  /** Scale of the error that such a feature has, which is Cauchy distributed; 1 by default. */
  readonly slab?: number;
  /** Standard deviation of the normal error of the others; 0.01 by default. */
  readonly spike?: number;
}

export interface ObservationErrorOptions extends ErrorOptions {
  /** Names of the features, for warnings; `x1`, `x2`, … by default. */
  readonly features?: readonly { readonly name: string }[];
  /** Trains the network that tells which features are in error; the loop of `@retrodict/nn` by default. */
  readonly trainer?: Trainer;
}

/** A network that tells which features are in error, and the space in which it sees them. */
export interface ErrorNetwork {
  readonly space: FeatureSpace;
  readonly params: Float32Array;
}

/** What a robust fit says besides its posterior. */
export interface FeatureErrors {
  /** What tells, as plain data. */
  readonly errorNetwork: ErrorNetwork;
  /** One probability per number of an observation: that it is in error, given all of them. */
  featureErrors(observed: Float64Array): Float64Array;
}

export type RobustFit<F extends Fit = Fit> = F & FeatureErrors;
