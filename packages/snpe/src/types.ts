import type { DataSpace, FitArtifact, Regression } from "@retrodict/neural-fit";
import type { TrainedFit } from "@retrodict/spec";

/** Everything a trained posterior is made of but its prior: plain data, ready for a file. */
export interface SnpeArtifact extends FitArtifact {
  readonly kind: "snpe";
  /** The space in which the estimator sees x. */
  readonly x: DataSpace;
  /** The linear part of theta given x, on which the estimator builds. */
  readonly line: Regression;
}

export interface SnpeFit extends TrainedFit {
  readonly artifact: SnpeArtifact;
}
