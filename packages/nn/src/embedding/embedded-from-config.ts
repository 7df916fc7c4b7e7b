import { assert } from "@retrodict/check";
import type { ConditionalEstimator, EstimatorConfig } from "@retrodict/spec";
import { embedded, type Embedded, type EmbeddedConfig } from "./embedded.ts";
import { embeddingFromConfig } from "./embedding-from-config.ts";
import type { Engine } from "@retrodict/tensor";

/**
 * The estimator behind an embedding of this package whose `config` this is; `estimators` rebuild the one behind it, by
 * the kind of its configuration. Throws `RetrodictError` ("argument" or "name") where that cannot be done.
 */
export function embeddedFromConfig<E extends ConditionalEstimator>(
  config: EstimatorConfig,
  estimators: Readonly<Record<string, (config: EstimatorConfig) => E>>,
  engine: Engine,
): Embedded<E> {
  assertEmbeddedConfig(config);
  const { kind } = config.estimator;
  const fromConfig = Object.hasOwn(estimators, kind) ? estimators[kind] : undefined;
  assert(
    fromConfig !== undefined,
    "name",
    "nn",
    () =>
      `expected an estimator of kind ${Object.keys(estimators).join(", ")}, got ${JSON.stringify(kind)}; add the package's fromConfig function to estimators`,
  );
  return embedded(embeddingFromConfig(config.embedding, engine), fromConfig(config.estimator));
}

function assertEmbeddedConfig(config: EstimatorConfig): asserts config is EmbeddedConfig {
  assert(
    config.kind === "embedded" && isConfig(config.embedding) && isConfig(config.estimator),
    "argument",
    "nn",
    () =>
      `expected a configuration of kind "embedded" with those of an embedding and an estimator, got ${JSON.stringify(config)}; pass the config of an estimator behind an embedding`,
  );
}

function isConfig(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string"
  );
}
