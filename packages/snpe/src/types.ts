import type { EstimatorConfig, Fit, TrainingHistory } from "@retrodict/spec";
import type { Standardization } from "@retrodict/nn";
import type { ThetaSpace } from "./theta-space.ts";

/** Everything a trained posterior is made of but its prior: plain data, ready for a file. */
export interface SnpeArtifact {
  readonly kind: "snpe";
  /** Rebuilds the estimator. */
  readonly config: EstimatorConfig;
  readonly params: Float32Array;
  /** The space in which the estimator sees theta. */
  readonly theta: ThetaSpace;
  readonly x: DataSpace;
  readonly history: TrainingHistory;
  readonly excludedRows: number;
}

/** How x is standardised, and what range of it was seen. */
export interface DataSpace {
  readonly standardization: Standardization;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface SnpeFit extends Fit {
  readonly artifact: SnpeArtifact;
}
