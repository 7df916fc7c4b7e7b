import { assert, assertCount } from "@retrodict/check";
import type { EstimatorConfig, EstimatorShape } from "@retrodict/spec";

/** Architecture of a masked autoregressive flow, as JSON. */
export interface MafConfig extends EstimatorConfig {
  readonly kind: "maf";
  readonly targetDim: number;
  readonly contextDim: number;
  readonly transforms: number;
  readonly blocks: number;
  readonly hidden: number;
}

/** The architecture options of `maf`, defaults filled in, for one shape. */
export function mafConfig(
  { targetDim, contextDim }: EstimatorShape,
  options: { readonly transforms?: number; readonly blocks?: number; readonly hidden?: number },
): MafConfig {
  const { transforms = 5, blocks = 2, hidden = 50 } = options;
  assertCount(targetDim, "targetDim", "maf");
  assertCount(contextDim, "contextDim", "maf");
  assertCount(transforms, "transforms", "maf");
  assertCount(blocks, "blocks", "maf", 0);
  assertCount(hidden, "hidden", "maf");
  return Object.freeze({ kind: "maf", targetDim, contextDim, transforms, blocks, hidden });
}

/** Checks that a configuration, read from a file perhaps, is one of a flow of this package. */
export function assertMafConfig(config: EstimatorConfig): asserts config is MafConfig {
  const keys = ["targetDim", "contextDim", "transforms", "blocks", "hidden"];
  assert(
    config.kind === "maf" && keys.every((key) => Number.isInteger(config[key])),
    "argument",
    "maf",
    () =>
      `expected a configuration of kind "maf" with integers ${keys.join(", ")}, got ${JSON.stringify(config)}; pass the config of a maf estimator`,
  );
}
