import { assertPositive } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";

/**
 * A gamma variate of unit scale: multiply by the scale, or divide by the rate. Marsaglia & Tsang,
 * "A simple method for generating gamma variables", ACM TOMS 26(3), 2000; a shape below one is drawn
 * at `shape + 1` and multiplied by `u^(1/shape)`, as they show.
 */
export function gamma(rng: Rng, shape: number): number {
  assertPositive(shape, "shape", "random");
  if (shape >= 1) return gammaFromOne(rng, shape);
  return gammaFromOne(rng, shape + 1) * (1 - rng.uniform()) ** (1 / shape);
}

function gammaFromOne(rng: Rng, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v))) {
      return d * v;
    }
  }
}
