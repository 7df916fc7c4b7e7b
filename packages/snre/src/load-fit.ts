import { rebuildEstimator, type EstimatorsByKind } from "@retrodict/neural-fit";
import { slice } from "@retrodict/samplers";
import type {
  RatioEstimator,
  DifferentiableLogDensity,
  Distribution,
  Sampler,
} from "@retrodict/spec";
import { restoreFit } from "./restore-fit.ts";
import { savedArtifact } from "./save-fit.ts";
import type { SnreFit } from "./types.ts";

export interface LoadOptions {
  /** What rebuilds an estimator from its config, by kind: `{ classifier: classifierFromConfig }`. */
  readonly estimators: EstimatorsByKind<RatioEstimator>;
  /** The one it was fitted under; needed where that has no `config`. */
  readonly prior?: Distribution;
  /** What draws from posteriors; slice sampling by default. */
  readonly sampler?: Sampler<DifferentiableLogDensity>;
}

/**
 * The fit that `saveFit` wrote: the same ratios, to the last bit where the estimator computes as it did then.
 * Throws a `data` error on bytes that are no such file, and an `argument` error where an estimator or the prior is
 * missing or another one.
 */
export function loadFit(
  bytes: Uint8Array,
  { estimators, prior: given, sampler = slice() }: LoadOptions,
): SnreFit {
  const { artifact, prior } = savedArtifact(bytes, given);
  const estimator = rebuildEstimator(artifact.config, estimators, "snre");
  return restoreFit(artifact, { prior, estimator, sampler });
}
