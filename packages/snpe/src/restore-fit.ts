import { assertLength } from "@retrodict/check";
import { assertOwnEstimator, columnsOf, observedTrials } from "@retrodict/neural-fit";
import type { ConditionalDensityEstimator, Distribution, Observed } from "@retrodict/spec";
import { flowPosterior } from "./posterior.ts";
import type { SnpeArtifact, SnpeFit } from "./types.ts";

/**
 * The fit an artifact was taken from: same posteriors, no training. `estimator` is the one that
 * `artifact.config` describes, `prior` the one it was fitted under.
 */
export function restoreFit(
  artifact: SnpeArtifact,
  {
    prior,
    estimator,
  }: { readonly prior: Distribution; readonly estimator: ConditionalDensityEstimator },
): SnpeFit {
  const { params, history, excludedRows, x } = artifact;
  assertOwnEstimator(artifact, estimator, "snpe");
  assertLength(artifact.theta.support.lower, prior.dim, "artifact.theta.support.lower", "snpe");
  return Object.freeze<SnpeFit>({
    params,
    history,
    excludedRows,
    artifact,
    posterior(observed: Observed) {
      const trials = observedTrials(observed, {
        columns: columnsOf(x),
        trials: false,
        gaps: x.kind === "structured" && x.absent,
        source: "snpe",
      });
      return flowPosterior({ prior, estimator, artifact, observed: trials });
    },
  });
}
