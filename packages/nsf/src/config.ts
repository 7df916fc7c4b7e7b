import { assert, assertCount, assertPositive } from "@retrodict/check";
import type { EstimatorConfig, EstimatorShape } from "@retrodict/spec";

/** Architecture of a neural spline flow. */
export interface NsfArchitecture {
  /** `"coupling"` transforms half of the dimensions given the others, `"autoregressive"` each given those before. */
  readonly form: "coupling" | "autoregressive";
  readonly transforms: number;
  readonly blocks: number;
  readonly hidden: number;
  readonly bins: number;
  readonly bound: number;
}

/** Architecture of a neural spline flow of one shape, as JSON. */
export interface NsfConfig extends EstimatorConfig, EstimatorShape, NsfArchitecture {
  readonly kind: "nsf";
}

/** The architecture options of `nsf`, defaults filled in, for one shape. */
export function nsfConfig(
  { targetDim, contextDim }: EstimatorShape,
  options: Partial<NsfArchitecture>,
): NsfConfig {
  const { form = "coupling", transforms = 5, blocks = 2 } = options;
  const { hidden = 50, bins = 10, bound = 3 } = options;
  assertCount(targetDim, "targetDim", "nsf");
  assertCount(contextDim, "contextDim", "nsf");
  assert(
    form === "coupling" || form === "autoregressive",
    "argument",
    "nsf",
    () => `expected form "coupling" or "autoregressive", got ${form}; pass one of the two`,
  );
  assertCount(transforms, "transforms", "nsf");
  assertCount(blocks, "blocks", "nsf", 0);
  assertCount(hidden, "hidden", "nsf");
  assertCount(bins, "bins", "nsf");
  assertPositive(bound, "bound", "nsf");
  const sizes = { transforms, blocks, hidden, bins, bound };
  return Object.freeze({ kind: "nsf", targetDim, contextDim, form, ...sizes });
}

/** Checks that a configuration, read from a file perhaps, is one of a flow of this package. */
export function assertNsfConfig(config: EstimatorConfig): asserts config is NsfConfig {
  const keys = ["targetDim", "contextDim", "transforms", "blocks", "hidden", "bins", "bound"];
  assert(
    config.kind === "nsf" &&
      typeof config.form === "string" &&
      keys.every((key) => typeof config[key] === "number"),
    "argument",
    "nsf",
    () =>
      `expected a configuration of kind "nsf" with a form and numbers ${keys.join(", ")}, got ${JSON.stringify(config)}; pass the config of an nsf estimator`,
  );
}
