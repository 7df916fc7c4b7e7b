import { assert, assertCount } from "@retrodict/check";
import type { EstimatorConfig } from "@retrodict/spec";

/** Every one of these must be a whole number of at least 1. */
export function assertCounts(counts: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(counts)) assertCount(value, name, "nn");
}

/** A configuration, read from a file perhaps, must have all of these keys: none is filled in. */
export function assertKeys(config: EstimatorConfig, keys: readonly string[]): void {
  assert(
    keys.every((key) => config[key] !== undefined),
    "argument",
    "nn",
    () =>
      `expected a configuration with ${keys.join(", ")}, got ${JSON.stringify(config)}; pass the config of an embedding`,
  );
}

/** Rows of `inputDim` values must be whole numbers of parts of `size`. */
export function assertDivides(size: number, name: string, inputDim: number): void {
  assert(
    inputDim % size === 0,
    "shape",
    "nn",
    () =>
      `expected rows whose length is a multiple of ${name} = ${size}, got ${inputDim}; set ${name} to what the data are made of`,
  );
}
