import type { DifferentiableDistribution } from "@retrodict/spec";
import { logNormalLaw } from "./law.ts";
import { product } from "./product.ts";
import { assertPaired } from "./support.ts";

/** Independent log-normals: the logarithm of dimension `j` is normal with mean `mu[j]` and standard deviation `sigma[j]`. Positive support. */
export function logNormal(
  mu: ArrayLike<number>,
  sigma: ArrayLike<number>,
): DifferentiableDistribution {
  assertPaired(mu, sigma, "mu", "sigma");
  return product(Array.from(mu, (value, j) => logNormalLaw(value, sigma[j], `dimension ${j}`)));
}
