import { assert } from "@retrodict/check";
import type { EstimatorConfig } from "@retrodict/spec";

/** How many members an ensemble has, and their one architecture, as JSON. */
export interface EnsembleConfig extends EstimatorConfig {
  readonly kind: "ensemble";
  readonly members: number;
  readonly estimator: EstimatorConfig;
}

/** Checks that a configuration, read from a file perhaps, is one of an ensemble. */
export function assertEnsembleConfig(config: EstimatorConfig): asserts config is EnsembleConfig {
  const { kind, members, estimator } = config;
  assert(
    kind === "ensemble" &&
      Number.isInteger(members) &&
      Number(members) > 0 &&
      typeof (estimator as EstimatorConfig | undefined)?.kind === "string",
    "argument",
    "ensemble",
    () =>
      `expected a configuration of kind "ensemble" with members and an estimator, got ${JSON.stringify(config)}; pass the config of an ensemble`,
  );
}
