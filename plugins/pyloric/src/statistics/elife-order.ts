import { assertLength } from "@retrodict/check";

/**
 * Gonçalves et al. (eLife 2020) list the 18 statistics of Deistler et al. (PNAS 2022) in another order and measure PY's
 * start from AB/PD's start, not from LP's. Entry `i` says where the `i`-th of the former stands among the latter.
 * (Their simulator also kept bursts above 50 ms only, here as in the later work 40 ms.)
 */
export const elifeOrder = [0, 1, 2, 3, 11, 12, 9, 10, 4, 5, 6, 13, 14, 7, 8, 15, 16, 17] as const;

/** In the eLife order: the delays from AB/PD's start to LP's and to PY's. */
const LP_START = 6;
const PY_START = 7;

/** The first 18 statistics (15 without plateaus, too) as the eLife paper lists them. */
export function toElifeOrder(statistics: Float64Array): Float64Array {
  assertOrdered(statistics);
  const elife = statistics.map((_, i) => statistics[elifeOrder[i]]);
  elife[PY_START] += elife[LP_START];
  return elife;
}

/** The other way round: an observation in the eLife order as `statistics: "pnas"` has it. */
export function fromElifeOrder(elife: Float64Array): Float64Array {
  assertOrdered(elife);
  const statistics = new Float64Array(elife.length);
  for (let i = 0; i < elife.length; i++) statistics[elifeOrder[i]] = elife[i];
  statistics[elifeOrder[PY_START]] = elife[PY_START] - elife[LP_START];
  return statistics;
}

function assertOrdered(values: Float64Array): void {
  if (values.length !== 15) assertLength(values, elifeOrder.length, "statistics", "pyloric");
}
