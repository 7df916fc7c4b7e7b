import { assert, assertLength } from "@retrodict/check";
import type { ConditionalEstimator, EstimatorConfig } from "@retrodict/spec";
import type { FitArtifact } from "./fit-file.ts";

/** What rebuilds an estimator from its config, by kind: `{ maf: mafFromConfig }`. */
export type EstimatorsByKind<E extends ConditionalEstimator> = Readonly<
  Record<string, (config: EstimatorConfig) => E>
>;

/** The estimator of a config. Throws an `argument` error where nothing is given for its kind. */
export function rebuildEstimator<E extends ConditionalEstimator>(
  config: EstimatorConfig,
  estimators: EstimatorsByKind<E>,
  source: string,
): E {
  const { kind } = config;
  assert(
    Object.hasOwn(estimators, kind),
    "argument",
    source,
    () =>
      `expected an estimator of kind ${JSON.stringify(kind)}, got ${Object.keys(estimators).join(", ") || "none"}; add its function to estimators`,
  );
  return estimators[kind](config);
}

/** Throws an `argument` error unless `estimator` is the one an artifact was learned with. */
export function assertOwnEstimator(
  { config, params }: Pick<FitArtifact, "config" | "params">,
  estimator: ConditionalEstimator,
  source: string,
): void {
  assert(
    agrees(config, estimator.config),
    "argument",
    source,
    () =>
      `expected an estimator of configuration ${JSON.stringify(config)}, got ${JSON.stringify(estimator.config)}; rebuild it from artifact.config`,
  );
  assertLength(params, estimator.paramCount, "artifact.params", source);
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
