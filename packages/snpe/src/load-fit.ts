import { decodeArtifact, upgrade } from "@retrodict/artifact";
import { assert } from "@retrodict/check";
import { distributionFromConfig } from "@retrodict/distributions";
import type {
  ConditionalDensityEstimator,
  Distribution,
  DistributionConfig,
  EstimatorConfig,
} from "@retrodict/spec";
import { restoreFit } from "./restore-fit.ts";
import { assertOwnPrior, schemaSteps, type SavedFit } from "./saved-fit.ts";
import type { SnpeFit } from "./types.ts";

export interface LoadOptions {
  /** What rebuilds an estimator from its config, by kind: `{ maf: mafFromConfig }`. */
  readonly estimators: Readonly<
    Record<string, (config: EstimatorConfig) => ConditionalDensityEstimator>
  >;
  /** The one it was fitted under; needed where that has no `config`. */
  readonly prior?: Distribution;
}

/**
 * The fit that `saveFit` wrote: the same densities and draws, to the last bit where the estimator computes as it did
 * then. Throws a `data` error on bytes that are no such file, and an `argument` error where an estimator or the prior
 * is missing or another one.
 */
export function loadFit(bytes: Uint8Array, { estimators, prior }: LoadOptions): SnpeFit {
  const { fit, prior: config } = readSaved(bytes);
  const known = prior ?? restoredPrior(config);
  assertOwnPrior(known, fit);
  const { kind } = fit.config;
  assert(
    Object.hasOwn(estimators, kind),
    "argument",
    "snpe",
    () =>
      `expected an estimator of kind ${JSON.stringify(kind)}, got ${Object.keys(estimators).join(", ") || "none"}; add its function to estimators`,
  );
  const estimator = estimators[kind](fit.config);
  return restoreFit({ kind: "snpe", ...fit }, { prior: known, estimator });
}

function readSaved(bytes: Uint8Array): SavedFit {
  const { kind, value } = decodeArtifact(bytes);
  assert(
    kind === "snpe",
    "data",
    "snpe",
    () => `expected a file of kind "snpe", got ${JSON.stringify(kind)}; pass one of saveFit`,
  );
  const saved = value as Readonly<Record<string, unknown>> & { readonly schema: number };
  return upgrade(saved, saved.schema, schemaSteps, "the saved fit") as unknown as SavedFit;
}

function restoredPrior(config: DistributionConfig | null): Distribution {
  assert(
    config !== null,
    "argument",
    "snpe",
    "expected a prior, as the file holds none, got none; pass the one of the fit as prior",
  );
  return distributionFromConfig(config);
}
