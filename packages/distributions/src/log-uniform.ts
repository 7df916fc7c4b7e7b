import type { DifferentiableDistribution } from "@retrodict/spec";
import { logUniformLaw } from "./law.ts";
import { product } from "./product.ts";
import { assertPaired } from "./support.ts";

/** Uniform in the logarithm of every dimension, between the positive edges `lower` and `upper`: the density falls as `1 / x`. Throws unless `0 < lower < upper`, all finite. */
export function logUniform(
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
): DifferentiableDistribution {
  assertPaired(lower, upper, "lower", "upper");
  return product(Array.from(lower, (value, j) => logUniformLaw(value, upper[j], `dimension ${j}`)));
}
