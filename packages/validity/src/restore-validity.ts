import { classifierFromConfig } from "@retrodict/classifier";
import { assertOwnEstimator, rebuildEstimator, type EstimatorsByKind } from "@retrodict/neural-fit";
import type { RatioEstimator } from "@retrodict/spec";
import { learnedValidity } from "./learned-validity.ts";
import type { Validity, ValidityArtifact } from "./types.ts";

export interface RestoreOptions {
  /** What rebuilds the network from its config, by kind; those of `@retrodict/classifier` by default. */
  readonly estimators?: EstimatorsByKind<RatioEstimator>;
}

/** The validity whose `artifact` this is. Throws an `argument` error where nothing is given for its network's kind. */
export function restoreValidity(
  artifact: ValidityArtifact,
  { estimators = { classifier: (config) => classifierFromConfig(config) } }: RestoreOptions = {},
): Validity {
  const { network } = artifact;
  if (network === null) return learnedValidity(artifact);
  const estimator = rebuildEstimator(network.config, estimators, "validity");
  assertOwnEstimator(network, estimator, "validity");
  return learnedValidity(artifact, estimator);
}
