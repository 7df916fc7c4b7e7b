import { assert, assertFinite, assertLength } from "@retrodict/check";
import type { ConditionalDensityEstimator, Distribution } from "@retrodict/spec";
import { columnsOf, type DataSpace } from "./data-space.ts";
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
    agrees(artifact.config, estimator.config),
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
      assertObserved(observed, artifact.x);
      return flowPosterior({ prior, estimator, artifact, observed: observed.slice() });
    },
  });
}

function assertObserved(observed: Float64Array, space: DataSpace): void {
  assertLength(observed, columnsOf(space), "observed", "snpe");
  const mayMiss = space.kind === "structured" && space.absent;
  const present = mayMiss ? observed.filter((value) => !Number.isNaN(value)) : observed;
  assertFinite(present, "observed", "snpe");
  assert(
    present.length > 0,
    "data",
    "snpe",
    "expected an observation, got one where all is absent; pass one value at least",
  );
}

/**
 * Whether all that a saved configuration says holds of a rebuilt one, which may say more: a later version of an
 * estimator fills in options that were not there before.
 */
function agrees(saved: unknown, rebuilt: unknown): boolean {
  if (typeof saved !== "object" || saved === null) return Object.is(saved, rebuilt);
  if (typeof rebuilt !== "object" || rebuilt === null) return false;
  const found = new Map<string, unknown>(Object.entries(rebuilt));
  const sameLength = !Array.isArray(saved) || saved.length === found.size;
  return sameLength && Object.entries(saved).every(([key, value]) => agrees(value, found.get(key)));
}
