import { assert } from "@retrodict/check";
import type { ConditionalEstimator, EstimatorConfig } from "@retrodict/spec";
import { embedded, type Embedded, type EmbeddedConfig } from "./embedded.ts";
import type { Embedding } from "./types.ts";

/**
 * The estimator behind an embedding whose `config` this is. `build` makes the two of their own configurations, for
 * example `(config) => embeddingFromConfig(config, wasmEngine())` and `mafFromConfig`.
 */
export function embeddedFromConfig<E extends ConditionalEstimator>(
  config: EstimatorConfig,
  build: {
    embedding(config: EstimatorConfig): Embedding;
    estimator(config: EstimatorConfig): E;
  },
): Embedded<E> {
  assertEmbeddedConfig(config);
  return embedded(build.embedding(config.embedding), build.estimator(config.estimator));
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
