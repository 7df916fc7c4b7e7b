import type { DataSpace, FitArtifact, FixedScorer, Regression } from "@retrodict/neural-fit";
import type {
  ConditionalDensityEstimator,
  Distribution,
  DistributionConfig,
  TrainedFit,
} from "@retrodict/spec";
import type { Conditioning } from "./conditioning.ts";

/** The algorithms of this package. */
export type SnpeKind = "snpe" | "snpeA" | "snpeB" | "snpeC" | "snpeCMixture" | "tsnpe";

/** Everything a trained posterior is made of but its prior: plain data, ready for a file. */
export interface SnpeArtifact extends FitArtifact {
  readonly kind: SnpeKind;
  /** The space in which the estimator sees x. */
  readonly x: DataSpace;
  /** The linear part of theta given x, on which the estimator builds. */
  readonly line: Regression;
  /** What the estimator is conditioned on besides; all of x and nothing more if absent. */
  readonly conditioning?: Conditioning;
  /** Of `snpeA`: the Gaussian that what it learned from was drawn from; the prior if absent. */
  readonly proposal?: DistributionConfig;
  /** Of `snpeB`: how many simulations of equal weight would tell as much. */
  readonly effectiveRows?: number;
  /** Of `tsnpe`: the posterior mass its proposals leave out. */
  readonly epsilon?: number;
}

export interface SnpeFit extends TrainedFit {
  readonly artifact: SnpeArtifact;
}

/** What a posterior is made from: an artifact and what its configs describe. */
export interface LearnedParts {
  readonly artifact: SnpeArtifact;
  /** The one it was fitted under. */
  readonly prior: Distribution;
  readonly estimator: ConditionalDensityEstimator;
  /** The estimator under the artifact's weights, with gradients by theta. */
  readonly scorer: FixedScorer;
}
