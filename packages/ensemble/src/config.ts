import { assert } from "@retrodict/check";
import type { EstimatorConfig } from "@retrodict/spec";

/** The architectures of an ensemble's members, as JSON. */
export interface EnsembleConfig extends EstimatorConfig {
  readonly kind: "ensemble";
  readonly members: readonly EstimatorConfig[];
}

/** How ensembles were once described: so many members of one architecture, all with the same share. */
export interface EvenEnsembleConfig extends EstimatorConfig {
  readonly kind: "ensemble";
  readonly members: number;
  readonly estimator: EstimatorConfig;
}

/** Checks that a configuration, read from a file perhaps, is one of an ensemble. */
export function assertEnsembleConfig(
  config: EstimatorConfig,
): asserts config is EnsembleConfig | EvenEnsembleConfig {
  const { kind, members, estimator } = config;
  const described = Array.isArray(members)
    ? members.length > 0 && members.every(isConfig)
    : Number.isInteger(members) && Number(members) > 0 && isConfig(estimator);
  assert(
    kind === "ensemble" && described,
    "argument",
    "ensemble",
    () =>
      `expected a configuration of kind "ensemble" with members, got ${JSON.stringify(config)}; pass the config of an ensemble`,
  );
}

/** Whether a configuration is of the older kind. */
export const isEven = (config: EnsembleConfig | EvenEnsembleConfig): config is EvenEnsembleConfig =>
  typeof config.members === "number";

const isConfig = (value: unknown): value is EstimatorConfig =>
  typeof (value as EstimatorConfig | undefined)?.kind === "string";
