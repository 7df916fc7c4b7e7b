import { decodeArtifact } from "@retrodict/artifact";
import { decodeFit, rebuildEstimator, type EstimatorsByKind } from "@retrodict/neural-fit";
import type { ConditionalDensityEstimator, Distribution } from "@retrodict/spec";
import { restoreFit } from "./restore-fit.ts";
import { formatOf, kinds } from "./saved-fit.ts";
import type { SnpeArtifact, SnpeFit } from "./types.ts";

export interface LoadOptions {
  /** What rebuilds an estimator from its config, by kind: `{ maf: mafFromConfig }`. */
  readonly estimators: EstimatorsByKind<ConditionalDensityEstimator>;
  /** The one it was fitted under; needed where that has no `config`. */
  readonly prior?: Distribution;
}

/**
 * The fit of any algorithm of this package that `saveFit` wrote: the same densities and draws, to the last bit where the estimator computes as it did
 * then. Throws a `data` error on bytes that are no such file, and an `argument` error where an estimator or the prior
 * is missing or another one.
 */
export function loadFit(bytes: Uint8Array, { estimators, prior: given }: LoadOptions): SnpeFit {
  const { kind: found } = decodeArtifact(bytes);
  const format = formatOf(kinds.find((kind) => kind === found) ?? "snpe");
  const { artifact, prior } = decodeFit<SnpeArtifact>(bytes, format, given);
  const estimator = rebuildEstimator(artifact.config, estimators, "snpe");
  return restoreFit(artifact, { prior, estimator });
}
