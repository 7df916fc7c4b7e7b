import type {
  ColumnSpace,
  FitArtifact,
  SupportedSpace,
  TrialLikelihood,
} from "@retrodict/neural-fit";
import type { Observed, TrainedFit } from "@retrodict/spec";
import type { ValidityArtifact } from "@retrodict/validity";
import type { LinearStart } from "./linear-start.ts";

/** Everything a trained likelihood is made of but the prior: plain data, ready for a file. */
export interface SnleArtifact extends FitArtifact<ColumnSpace & SupportedSpace> {
  readonly kind: "snle";
  /** The space in which the estimator sees x. */
  readonly x: ColumnSpace;
  /** The linear part of x given theta, on which the estimator builds. */
  readonly start: LinearStart;
  /** Which theta give an output at all. */
  readonly validity: ValidityArtifact;
}

export interface SnleFit extends TrainedFit {
  readonly artifact: SnleArtifact;
  /**
   * The learned `log p(x | theta)`, in units of x, summed over the trials observed, as a function of theta; of simulations
   * that may fail, log p(valid | theta) included.
   */
  likelihood(observed: Observed): TrialLikelihood;
}
