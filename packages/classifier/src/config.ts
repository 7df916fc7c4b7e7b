import { assert, assertCount } from "@retrodict/check";
import type { EstimatorConfig, EstimatorShape } from "@retrodict/spec";

/** `"residual"`: blocks around which their input passes unchanged; `"plain"`: layers one after another. */
export type ClassifierNet = "residual" | "plain";

/** Architecture of a classifier, as JSON. */
export interface ClassifierConfig extends EstimatorConfig {
  readonly kind: "classifier";
  readonly targetDim: number;
  readonly contextDim: number;
  readonly net: ClassifierNet;
  readonly blocks: number;
  readonly hidden: number;
}

/** The architecture options of `classifier`, defaults filled in, for one shape. */
export function classifierConfig(
  { targetDim, contextDim }: EstimatorShape,
  options: { readonly net?: ClassifierNet; readonly blocks?: number; readonly hidden?: number },
): ClassifierConfig {
  const { net = "residual", blocks = 2, hidden = 50 } = options;
  assertCount(targetDim, "targetDim", "classifier");
  assertCount(contextDim, "contextDim", "classifier");
  assertNet(net);
  assertCount(blocks, "blocks", "classifier");
  assertCount(hidden, "hidden", "classifier");
  return Object.freeze({ kind: "classifier", targetDim, contextDim, net, blocks, hidden });
}

/** Checks that a configuration, read from a file perhaps, is one of a classifier of this package. */
export function assertClassifierConfig(
  config: EstimatorConfig,
): asserts config is ClassifierConfig {
  const keys = ["targetDim", "contextDim", "blocks", "hidden"];
  assert(
    config.kind === "classifier" && keys.every((key) => Number.isInteger(config[key])),
    "argument",
    "classifier",
    () =>
      `expected a configuration of kind "classifier" with integers ${keys.join(", ")}, got ${JSON.stringify(config)}; pass the config of a classifier`,
  );
  assertNet(config.net);
}

function assertNet(net: unknown): void {
  assert(
    net === "residual" || net === "plain",
    "argument",
    "classifier",
    () => `expected net to be "residual" or "plain", got ${JSON.stringify(net)}; pass one of them`,
  );
}
