import { assert, assertFinite, assertLength } from "@retrodict/check";
import type { ConditionalDensityEstimator, Distribution } from "@retrodict/spec";
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
  const { params, history, excludedRows } = artifact;
  assert(
    canonical(estimator.config) === canonical(artifact.config),
    "argument",
    "snpe",
    () =>
      `expected an estimator of configuration ${JSON.stringify(artifact.config)}, got ${JSON.stringify(estimator.config)}; rebuild it from artifact.config`,
  );
  assertLength(params, estimator.paramCount, "artifact.params", "snpe");
  assertLength(artifact.theta.support.lower, prior.dim, "artifact.theta.support.lower", "snpe");
  return Object.freeze<SnpeFit>({
    params,
    history,
    excludedRows,
    artifact,
    posterior(observed: Float64Array) {
      assertLength(observed, artifact.x.lower.length, "observed", "snpe");
      assertFinite(observed, "observed", "snpe");
      return flowPosterior({ prior, estimator, artifact, observed: observed.slice() });
    },
  });
}

/** JSON text that does not depend on the order of keys, which a file does not keep. */
const canonical = (config: unknown): string =>
  JSON.stringify(config, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
