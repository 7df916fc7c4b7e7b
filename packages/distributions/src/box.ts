import type { DifferentiableDistribution } from "@retrodict/spec";
import { uniformLaw } from "./law.ts";
import { product } from "./product.ts";
import { assertPaired } from "./support.ts";

/** Uniform on the box between `lower` and `upper`, edges included. Throws unless `lower < upper`, all finite. */
export function box(
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
): DifferentiableDistribution {
  assertPaired(lower, upper, "lower", "upper");
  return product(Array.from(lower, (value, j) => uniformLaw(value, upper[j], `dimension ${j}`)));
}
