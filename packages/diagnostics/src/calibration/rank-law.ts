/**
 * The law of the share of ranks below each level when ranks are uniform: its simultaneous bands, and the p-value of a
 * curve (Säilynoja, Bürkner & Vehtari, "Graphical test for discrete uniformity and its applications in
 * goodness-of-fit evaluation and multiple sample comparison", 2022). Both are exact: nothing is simulated.
 */
import { localPValues, logFactorials } from "./local-p-values.ts";
import { stayProbability, type CountBounds } from "./stay-probability.ts";

export interface RankLaw {
  /** The first rank above each level. */
  readonly cuts: Uint32Array;
  /** Share of ranks below each cut that is expected. */
  readonly levels: Float64Array;
  /** The narrowest counts below each cut that all trials stay within with this chance, equally likely to be left anywhere. */
  band(confidence: number): CountBounds;
  /** The chance of counts somewhere as far from what is expected. */
  pValue(counts: ArrayLike<number>): number;
}

/** Levels at which curves are compared. */
const LEVELS = 100;
/** Counts whose p-values differ by rounding are as far from what is expected. */
const ROUNDING = 1e-9;

/** Of the ranks of that many trials, each among that many draws. */
export function rankLaw(trials: number, draws: number): RankLaw {
  const cuts = cutsOf(draws);
  const levels = Float64Array.from(cuts, (cut) => cut / (draws + 1));
  const logFactorial = logFactorials(trials);
  const local = Array.from(levels, (level) => localPValues(level, logFactorial));
  const boundsAbove = (threshold: number): CountBounds => {
    const inside = (p: number): boolean => p > threshold;
    return {
      lower: Int32Array.from(local, (values) => values.findIndex(inside)),
      upper: Int32Array.from(local, (values) => values.findLastIndex(inside)),
    };
  };
  /** The chance that the smallest local p-value is at most this. */
  const leaving = (threshold: number): number =>
    1 - stayProbability(levels, boundsAbove(threshold * (1 + ROUNDING)), logFactorial);

  return {
    cuts,
    levels,
    band(confidence) {
      const allowed = 1 - confidence;
      // Between no dependence at all of the levels and a complete one.
      let [low, high] = [Math.log(allowed / levels.length), Math.log(allowed)];
      if (leaving(allowed) <= allowed) return boundsAbove(allowed);
      for (let i = 0; i < 20; i++) {
        const middle = (low + high) / 2;
        if (leaving(Math.exp(middle)) <= allowed) low = middle;
        else high = middle;
      }
      return boundsAbove(Math.exp(low));
    },
    pValue(counts) {
      const smallest = local.reduce((least, values, k) => Math.min(least, values[counts[k]]), 1);
      if (smallest * (1 + ROUNDING) >= 1) return 1;
      // One tail at one level has this chance alone, also where 1 − probability is rounding noise.
      return Math.max(leaving(smallest), smallest / 2);
    },
  };
}

/** Cuts between ranks, denser towards both ends, as the share's standard deviation is smaller there. */
function cutsOf(draws: number): Uint32Array {
  const all = new Set<number>();
  for (let k = 1; k <= LEVELS; k++) {
    const share = Math.sin((Math.PI * k) / (2 * (LEVELS + 1))) ** 2;
    all.add(Math.min(draws, Math.max(1, Math.round(share * (draws + 1)))));
  }
  return Uint32Array.from(all).sort();
}
