import { below, stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { localPValues, logFactorials } from "./local-p-values.ts";
import { rankLaw } from "./rank-law.ts";
import { stayProbability } from "./stay-probability.ts";

/** Counts of ranks below each cut. */
const countsOf = (ranks: readonly number[], cuts: Uint32Array): number[] =>
  Array.from(cuts, (cut) => ranks.filter((rank) => rank < cut).length);

/** Every tuple of `length` ranks between 0 and `draws`. */
function* tuples(length: number, draws: number): Generator<readonly number[]> {
  if (length === 0) yield [];
  else
    for (const rest of tuples(length - 1, draws)) {
      for (let rank = 0; rank <= draws; rank++) yield [...rest, rank];
    }
}

describe("local p-values", () => {
  test("are those of ten fair coins", () => {
    const values = localPValues(0.5, logFactorials(10));
    const tails = [1, 11, 56, 176, 386].map((ways) => (2 * ways) / 1024);
    [...tails, 1, ...tails.toReversed()].forEach((expected, k) =>
      expect(values[k]).toBeCloseTo(expected, 12),
    );
  });

  test("of skewed coins: twice the smaller tail", () => {
    // 3 trials with chance 0.2: 0.512, 0.384, 0.096, 0.008.
    const values = localPValues(0.2, logFactorials(3));
    [1, 0.976, 0.208, 0.016].forEach((expected, k) => expect(values[k]).toBeCloseTo(expected, 12));
  });
});

describe("the chance to stay within bounds", () => {
  test("of one level is a binomial law's", () => {
    const bounds = { lower: Int32Array.of(2), upper: Int32Array.of(3) };
    // Of 5 fair coins, (10 + 10) / 32.
    expect(stayProbability(Float64Array.of(0.5), bounds, logFactorials(5))).toBeCloseTo(
      20 / 32,
      12,
    );
  });

  test("of an empirical distribution above a line is Daniels' 1 − c", () => {
    // Of n uniform values, P(F(t) ≤ t / c for all t) = 1 − c (Daniels 1945): at least k values must lie above c k / n,
    // that is at most k − 1 below it.
    const [n, c] = [40, 0.3];
    const levels = Float64Array.from({ length: n }, (_, k) => (c * (k + 1)) / n);
    const bounds = {
      lower: new Int32Array(n),
      upper: Int32Array.from({ length: n }, (_, k) => k),
    };
    expect(stayProbability(levels, bounds, logFactorials(n))).toBeCloseTo(1 - c, 10);
  });
});

describe("the law of ranks", () => {
  test.each([
    [4, 3],
    [5, 4],
    [3, 6],
  ])("p-values of %d trials of %d draws, by counting all outcomes", (trials, draws) => {
    const law = rankLaw(trials, draws);
    const local = Array.from(law.levels, (p) => localPValues(p, logFactorials(trials)));
    const outcomes = Array.from(tuples(trials, draws), (ranks) => countsOf(ranks, law.cuts));
    const extremes = outcomes.map((counts) => Math.min(...counts.map((c, k) => local[k][c])));
    for (let at = 0; at < outcomes.length; at += 7) {
      const asFar = extremes.filter((value) => value <= extremes[at] * (1 + 1e-9)).length;
      expect(law.pValue(outcomes[at])).toBeCloseTo(asFar / outcomes.length, 10);
    }
  });

  test("a curve leaves the band just where its p-value says so, as often as it should", () => {
    const [trials, draws, confidence, repetitions] = [100, 50, 0.9, 2000];
    const law = rankLaw(trials, draws);
    const { lower, upper } = law.band(confidence);
    const rng = stream("band");
    let left = 0;
    for (let i = 0; i < repetitions; i++) {
      const ranks = Array.from({ length: trials }, () => below(rng, draws + 1));
      const counts = countsOf(ranks, law.cuts);
      const isOutside = counts.some((count, k) => count < lower[k] || count > upper[k]);
      expect(isOutside).toBe(law.pValue(counts) <= 1 - confidence);
      left += Number(isOutside);
    }
    // Counts are whole, so that the exact chance is a little below a tenth.
    const chance = left / repetitions;
    const error = Math.sqrt(0.09 / repetitions);
    expect(chance).toBeLessThan(0.1 + 3 * error);
    expect(chance).toBeGreaterThan(0.09 - 3 * error);
  });

  test("what is nearly impossible has the p-value of its tail, not rounding noise", () => {
    const law = rankLaw(100, 100);
    const allLowest = Array.from(law.cuts, () => 100);
    const pValue = law.pValue(allLowest);
    expect(Math.log(pValue) / (100 * Math.log(1 / 101))).toBeCloseTo(1, 10);
  });

  test("levels are whole cuts between ranks, at both ends too", () => {
    expect([...rankLaw(10, 3).levels]).toEqual([0.25, 0.5, 0.75]);
    const { levels } = rankLaw(10, 999);
    expect([levels[0], levels.at(-1)]).toEqual([0.001, 0.999]);
  });
});
