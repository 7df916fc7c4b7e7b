import { assertCount, assertRange } from "@retrodict/check";
import { quantileSorted } from "simple-statistics";

/**
 * Quantiles of `values` (any order) at `probabilities`, interpolated linearly (type 7 of Hyndman & Fan,
 * 1996: the default of numpy and R). All NaN if a value is NaN.
 */
export function quantiles(values: Float64Array, probabilities: ArrayLike<number>): Float64Array {
  assertCount(values.length, "the number of values", "stats");
  const sorted = Array.from(values.slice().sort());
  // Typed arrays sort NaN to the end.
  const missing = Number.isNaN(sorted.at(-1));
  return Float64Array.from(probabilities, (p) => {
    assertRange(p, 0, 1, "every probability", "stats");
    return missing ? Number.NaN : quantileSorted(sorted, p);
  });
}
