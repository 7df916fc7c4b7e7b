import { assertCount } from "@retrodict/check";
import { columnStds, fromRows } from "@retrodict/matrix";
import { below } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";

/**
 * Standard errors of what `statistic` makes of `n` rows: its standard deviations over resamples with replacement
 * (Efron 1979).
 */
export function bootstrapErrors(
  rng: Rng,
  n: number,
  statistic: (rows: Uint32Array) => Float64Array,
  resamples: number,
): Float64Array {
  assertCount(resamples, "resamples", "explore", 2);
  const values = Array.from({ length: resamples }, (_, k) => {
    const own = rng.fork(k);
    return statistic(Uint32Array.from({ length: n }, () => below(own, n)));
  });
  return columnStds(fromRows(values));
}
