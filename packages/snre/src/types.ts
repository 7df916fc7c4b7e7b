import type { DataSpace, FitArtifact, TrialLikelihood } from "@retrodict/neural-fit";
import type { Matrix, Observed, TrainedFit } from "@retrodict/spec";
import type { ValidityArtifact } from "@retrodict/validity";

/**
 * `"normalized"` where the learned ratio is log p(x | theta) − log p(x); `"up-to-constant"` where it is off by a number
 * that depends on x only.
 */
export type RatioScale = "normalized" | "up-to-constant";

/** Everything a trained ratio is made of but the prior: plain data, ready for a file. */
export interface SnreArtifact extends FitArtifact {
  readonly kind: "snre";
  /** The space in which the estimator sees x. */
  readonly x: DataSpace;
  readonly ratio: RatioScale;
  /** Which theta give an output at all. */
  readonly validity: ValidityArtifact;
}

export interface SnreFit extends TrainedFit {
  readonly artifact: SnreArtifact;
  readonly ratio: RatioScale;
  /**
   * The learned log-ratio of row `i` of theta and row `i` of x; of simulations that may fail, log p(valid | theta) − log
   * p(valid) included.
   */
  logRatio(theta: Matrix, x: Matrix): Float64Array;
  /** The log-ratio summed over the trials observed, as a function of theta: the log-likelihood up to a constant. */
  likelihood(observed: Observed): TrialLikelihood;
}
