import type { EstimatorConfig, Fit, TrainingHistory } from "@retrodict/spec";
import type { DataSpace } from "./data-space.ts";
import type { Regression } from "./regression.ts";
import type { ThetaSpace } from "./theta-space.ts";

/** Everything a trained posterior is made of but its prior: plain data, ready for a file. */
export interface SnpeArtifact {
  readonly kind: "snpe";
  /** Rebuilds the estimator. */
  readonly config: EstimatorConfig;
  readonly params: Float32Array;
  /** The space in which the estimator sees theta. */
  readonly theta: ThetaSpace;
  /** The space in which it sees x. */
  readonly x: DataSpace;
  /** The linear part of theta given x, on which the estimator builds. */
  readonly line: Regression;
  readonly history: TrainingHistory;
  readonly excludedRows: number;
}

export interface SnpeFit extends Fit {
  readonly artifact: SnpeArtifact;
}
