import type { Standardization } from "@retrodict/nn";
import type { ConditionalDensityEstimator, EstimatorShape, RatioEstimator } from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import type { State } from "./state.ts";

/** What a fixture says of its network besides the weights. */
export interface Architecture extends EstimatorShape {
  /** Which network it is: a key of `importers`. */
  readonly case: string;
  /** Splines only: bins, and where the linear tails begin. */
  readonly bins?: number;
  readonly bound?: number;
  /** Mixtures only. */
  readonly components?: number;
}

/** A Python network as an estimator of ours, over standardised values. */
export interface Imported {
  readonly target: Standardization;
  readonly context: Standardization;
  /** The weights, in the layout of the estimator. */
  readonly params: Float32Array;
  estimator(engine: Engine): ConditionalDensityEstimator | RatioEstimator;
}

export type Importer = (architecture: Architecture, state: State) => Imported;
