import type { DifferentiableDistribution } from "@retrodict/spec";
import { normalLaw } from "./law.ts";
import { product } from "./product.ts";
import { assertPaired } from "./support.ts";

/** Independent normals with these means and (positive) standard deviations. */
export function normal(
  mean: ArrayLike<number>,
  std: ArrayLike<number>,
): DifferentiableDistribution {
  assertPaired(mean, std, "mean", "std");
  return product(Array.from(mean, (value, j) => normalLaw(value, std[j], `dimension ${j}`)));
}
