import type { ThetaSpace } from "@retrodict/neural-fit";
import type {
  EstimatorConfig,
  EstimatorFactory,
  FitOptions,
  Matrix,
  RatioEstimator,
  Support,
  Trainer,
  TrainingHistory,
} from "@retrodict/spec";
import type { LogisticLine } from "./logistic-line.ts";

/** Which simulations gave an output. */
export interface SimulatedValidity {
  readonly theta: Matrix;
  /** One entry per row of theta, true or 1 where the simulation gave an output. */
  readonly valid: ArrayLike<boolean | number>;
}

export interface ValidityOptions extends FitOptions {
  /** The prior's. */
  readonly support: Support;
  /** The network, of one logit, with theta as its target; a small classifier by default. */
  readonly estimator?: EstimatorFactory<RatioEstimator>;
  /** The training loop; the one of `@retrodict/nn` by default. */
  readonly trainer?: Trainer;
}

/** A network's weights and what belongs to them. */
export interface ValidityNetwork {
  /** Rebuilds the estimator. */
  readonly config: EstimatorConfig;
  readonly params: Float32Array;
  /** The space in which it sees theta. */
  readonly theta: ThetaSpace;
  /** Log-odds in that space, to which the network's score is added. */
  readonly line: LogisticLine;
  /** Log-odds of valid rows it was not trained on, ascending. */
  readonly heldOut: Float64Array;
  readonly history: TrainingHistory;
}

/** Everything a learned validity is made of: plain data, ready for a file. */
export interface ValidityArtifact {
  readonly kind: "validity";
  readonly dim: number;
  /** How many simulations gave an output, and how many did not; rows outside the support are not counted. */
  readonly counts: { readonly valid: number; readonly invalid: number };
  /** Null where the probability is taken to be the same everywhere. */
  readonly network: ValidityNetwork | null;
}

/** The learned p(valid | theta). */
export interface Validity {
  readonly artifact: ValidityArtifact;
  /** How training went; absent where nothing was trained. */
  readonly history?: TrainingHistory;
  /** What speaks against trusting it, one sentence each with the remedy; empty where nothing does. */
  readonly warnings: readonly string[];
  /** `log p(valid | theta) − log p(invalid | theta)`, one value per row; `-Infinity` where theta is not within the support. */
  logOdds(theta: Matrix): Float64Array;
  /** `log p(valid | theta)`, one value per row; `-Infinity` where theta is not within the support. */
  logProbability(theta: Matrix): Float64Array;
  /** The same with its gradient by theta, which is 0 where theta is not within the support. */
  logProbabilityGrad(theta: Matrix): {
    readonly logProbability: Float64Array;
    readonly grad: Matrix;
  };
}
