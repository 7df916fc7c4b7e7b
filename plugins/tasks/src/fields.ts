import type { OutputSpec, ParameterSpec } from "@retrodict/spec";

const subscript = (index: number) =>
  String(index).replaceAll(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));

/** `theta_1`, `theta_2` and so on: one parameter per description; defaults in the middle unless given. */
export function numberedParameters(
  descriptions: readonly string[],
  bounds: readonly [lower: number, upper: number],
  defaults?: readonly number[],
): readonly ParameterSpec[] {
  return descriptions.map((description, j) => ({
    name: `theta_${j + 1}`,
    unit: "1",
    description,
    symbol: `θ${subscript(j + 1)}`,
    bounds,
    default: defaults?.[j] ?? (bounds[0] + bounds[1]) / 2,
  }));
}

/** `x_1`, `x_2` and so on: one number per description. */
export function numberedOutputs(descriptions: readonly string[]): readonly OutputSpec[] {
  return descriptions.map((description, j) => ({
    name: `x_${j + 1}`,
    unit: "1",
    description,
    symbol: `x${subscript(j + 1)}`,
    shape: [],
  }));
}

/** `describe(1)` to `describe(n)`. */
export const counted = (n: number, describe: (index: number) => string): readonly string[] =>
  Array.from({ length: n }, (_, j) => describe(j + 1));
