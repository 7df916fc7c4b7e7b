import { assert, assertCount, assertPositive } from "@retrodict/check";
import type { EstimatorConfig, EstimatorShape } from "@retrodict/spec";

/** Architecture of a masked autoregressive flow. */
export interface MafArchitecture {
  /** What is done to a dimension: scaled and shifted, or bent with a spline. */
  readonly transform: "affine" | "spline";
  readonly transforms: number;
  readonly blocks: number;
  readonly hidden: number;
  /** Of splines only. */
  readonly bins?: number;
  /** Of splines only. */
  readonly bound?: number;
}

/** Architecture of a masked autoregressive flow of one shape, as JSON. */
export interface MafConfig extends EstimatorConfig, EstimatorShape, MafArchitecture {
  readonly kind: "maf";
}

/** The architecture options of `maf`, defaults filled in, for one shape. */
export function mafConfig(
  { targetDim, contextDim }: EstimatorShape,
  options: Partial<MafArchitecture>,
): MafConfig {
  const { transform = "affine", transforms = 5, blocks = 2, hidden = 50 } = options;
  assertCount(targetDim, "targetDim", "maf");
  assertCount(contextDim, "contextDim", "maf");
  assert(
    transform === "affine" || transform === "spline",
    "argument",
    "maf",
    () => `expected transform "affine" or "spline", got ${transform}; pass one of the two`,
  );
  assertCount(transforms, "transforms", "maf");
  assertCount(blocks, "blocks", "maf", 0);
  assertCount(hidden, "hidden", "maf");
  const sizes = { transform, transforms, blocks, hidden, ...splineOptions(transform, options) };
  return Object.freeze({ kind: "maf", targetDim, contextDim, ...sizes });
}

function splineOptions(
  transform: MafArchitecture["transform"],
  options: Partial<MafArchitecture>,
): Pick<MafArchitecture, "bins" | "bound"> {
  if (transform === "spline") {
    const { bins = 10, bound = 3 } = options;
    assertCount(bins, "bins", "maf");
    assertPositive(bound, "bound", "maf");
    return { bins, bound };
  }
  assert(
    options.bins === undefined && options.bound === undefined,
    "argument",
    "maf",
    'expected no bins and no bound, got some for affine transforms; pass transform: "spline" with them',
  );
  return {};
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
