import { assert, assertCount } from "@retrodict/check";
import { assertConfidence } from "./confidence.ts";
import { rankLaw } from "./rank-law.ts";
import type { CalibrationCurve } from "./types.ts";

/** Ranks of one thing, each between 0 and the number of draws. */
export interface NamedRanks {
  readonly name: string;
  readonly ranks: ArrayLike<number>;
}

/**
 * One curve for each set of ranks, with the band that all sets stay within with this chance at least: exactly this
 * where there is one, by Bonferroni's inequality where there are several. Throws a `data` error on ranks that are not
 * whole numbers between 0 and `draws`.
 */
export function calibrationCurves(
  sets: readonly NamedRanks[],
  draws: number,
  confidence: number,
): readonly CalibrationCurve[] {
  assertCount(draws, "draws", "diagnostics");
  const trials = sets[0].ranks.length;
  assertCount(trials, "the number of trials", "diagnostics");
  assertConfidence(confidence);
  const law = rankLaw(trials, draws);
  const { lower, upper } = law.band(1 - (1 - confidence) / sets.length);
  const share = (counts: ArrayLike<number>): Float64Array =>
    Float64Array.from(counts, (count) => count / trials);
  return sets.map(({ name, ranks }) => {
    assertRanks(ranks, draws, name);
    const counts = countsBelow(ranks, law.cuts);
    return Object.freeze<CalibrationCurve>({
      name,
      levels: law.levels,
      observed: share(counts),
      lower: share(lower),
      upper: share(upper),
      pValue: law.pValue(counts),
    });
  });
}

function assertRanks(ranks: ArrayLike<number>, draws: number, name: string): void {
  assert(
    Array.from(ranks).every((rank) => Number.isInteger(rank) && rank >= 0 && rank <= draws),
    "data",
    "diagnostics",
    () =>
      `expected whole ranks of ${name} between 0 and ${draws}, got others; pass how many of the draws lie below the truth`,
  );
}

function countsBelow(ranks: ArrayLike<number>, cuts: Uint32Array): Uint32Array {
  const out = new Uint32Array(cuts.length);
  for (let i = 0; i < ranks.length; i++) {
    for (let k = cuts.length - 1; k >= 0 && ranks[i] < cuts[k]; k--) out[k] += 1;
  }
  return out;
}
