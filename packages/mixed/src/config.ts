import { assert, assertCount } from "@retrodict/check";
import type { EstimatorConfig, EstimatorShape } from "@retrodict/spec";

/** The values that each discrete column of the target may have, by the column's index from 0. */
export type DiscreteColumns = Readonly<Record<number, readonly number[]>>;

/** Architecture of an estimator of discrete and continuous columns, as JSON. */
export interface MixedConfig extends EstimatorConfig, EstimatorShape {
  readonly kind: "mixed";
  readonly discrete: DiscreteColumns;
  readonly hidden: number;
  readonly blocks: number;
  /** That of the continuous columns' estimator; null where there is none. */
  readonly continuous: EstimatorConfig | null;
}

/** Which columns are discrete, and the network that gives their probabilities. */
export interface MixedArchitecture {
  /**
   * The values that each discrete column of the target may have, by the column's index from 0: `{ 1: [0, 1] }` for
   * choices in the second column.
   */
  readonly discrete: DiscreteColumns;
  /** Units per hidden layer of the network of the discrete columns; 50 by default. */
  readonly hidden?: number;
  /** Residual blocks of that network; 2 by default. */
  readonly blocks?: number;
}

/** The configuration of `mixed`, defaults filled in, for one shape. */
export function mixedConfig(
  { targetDim, contextDim }: EstimatorShape,
  { discrete, hidden = 50, blocks = 2 }: MixedArchitecture,
  continuous: EstimatorConfig | null,
): MixedConfig {
  assertCount(targetDim, "targetDim", "mixed");
  assertCount(contextDim, "contextDim", "mixed");
  assertCount(hidden, "hidden", "mixed");
  assertCount(blocks, "blocks", "mixed", 0);
  assertDiscrete(discrete, targetDim);
  const copies = Object.entries(discrete).map(([column, values]) => [
    column,
    Object.freeze([...values]),
  ]);
  return Object.freeze<MixedConfig>({
    kind: "mixed",
    targetDim,
    contextDim,
    discrete: Object.freeze(Object.fromEntries(copies) as DiscreteColumns),
    hidden,
    blocks,
    continuous,
  });
}

/** Checks that a configuration, read from a file perhaps, is one of an estimator of this package. */
export function assertMixedConfig(config: EstimatorConfig): asserts config is MixedConfig {
  const numbers = ["targetDim", "contextDim", "hidden", "blocks"];
  const { kind, discrete, continuous } = config;
  assert(
    kind === "mixed" &&
      typeof discrete === "object" &&
      discrete !== null &&
      Object.values(discrete).every((values) => Array.isArray(values)) &&
      (continuous === null ||
        typeof (continuous as EstimatorConfig | undefined)?.kind === "string") &&
      numbers.every((key) => typeof config[key] === "number"),
    "argument",
    "mixed",
    () =>
      `expected a configuration of kind "mixed" with discrete, continuous and numbers ${numbers.join(", ")}, got ${JSON.stringify(config)}; pass the config of a mixed estimator`,
  );
}

function assertDiscrete(discrete: DiscreteColumns, targetDim: number): void {
  const entries = Object.entries(discrete);
  assert(
    entries.length > 0,
    "argument",
    "mixed",
    "expected at least one discrete column, got none; use the estimator of continuous data by itself",
  );
  for (const [column, values] of entries) {
    assert(
      Number.isInteger(Number(column)) && Number(column) >= 0 && Number(column) < targetDim,
      "range",
      "mixed",
      () =>
        `expected discrete columns from 0 to ${targetDim - 1}, got ${column}; name columns of the target`,
    );
    assert(
      values.length > 0 &&
        values.every((value) => Number.isFinite(value)) &&
        new Set(values).size === values.length,
      "argument",
      "mixed",
      () =>
        `expected different finite values for discrete column ${column}, got ${JSON.stringify(values)}; list each value once`,
    );
  }
}
