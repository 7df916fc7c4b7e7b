import { describe, expect, test } from "vitest";
import { warningsOf, type Findings } from "./warnings.ts";

const parameter = { unit: "mV", description: "", default: 5 } as const;
const rows = 1000;

/** Draws spread evenly over the bounds by `place`, which maps [0, 1] to a position in [0, 1]. */
const drawn = (place: (u: number) => number) => ({
  rows,
  cols: 2,
  data: Float64Array.from({ length: 2 * rows }, (_, i) => {
    const u = (Math.floor(i / 2) + 0.5) / rows;
    return i % 2 === 0 ? 10 * place(u) : 10 ** (4 * place(u) - 2);
  }),
});

const calm: Findings = {
  simulations: 100,
  failures: 10,
  failed: "excluded",
  bounded: [
    { ...parameter, name: "a", bounds: [0, 10] },
    { ...parameter, name: "b", bounds: [0.01, 100], scale: "log" },
  ],
  fields: [{ name: "peak", unit: "mV", description: "" }],
  x: [
    { rows: 2, cols: 1, data: Float64Array.of(1, Number.NaN) },
    { rows: 1, cols: 1, data: Float64Array.of(3) },
  ],
  observed: Float64Array.of(3),
  samples: drawn((u) => u),
  samplesAsked: rows,
  outsideIsSaid: false,
  leakage: 0.3,
  said: [],
};

describe("warningsOf", () => {
  test("is silent when nothing is wrong", () => {
    expect(warningsOf(calm)).toEqual([]);
    // Draws that lie outside almost all the time say so themselves.
    expect(warningsOf({ ...calm, leakage: 0.995 })).toEqual([]);
  });

  test.each<[string, Partial<Findings>, RegExp]>([
    ["many failures", { failures: 11 }, /^11 of 100 simulations \(11 %\) failed and were left out/],
    [
      "many failures that were learned",
      { failures: 11, failed: "modelled" },
      /^11 of 100 simulations \(11 %\) failed; how probable that is was learned too/,
    ],
    [
      "an observation above",
      { observed: Float64Array.of(3.1) },
      /outside everything simulated \(peak is 3\.1 mV, simulated 1 to 3\)/,
    ],
    [
      "an observation below",
      { observed: Float64Array.of(0.5) },
      /\(peak is 0\.5 mV, simulated 1 to 3\)/,
    ],
    ["leakage", { leakage: 0.31 }, /^31 % of the estimated posterior lies outside the prior/],
    [
      "training in vain",
      { untrained: "least-squares" },
      /^Training did not improve on its least-squares start/,
    ],
    [
      "training in vain from nothing",
      { untrained: "nothing" },
      /^Training did not improve on the untrained network/,
    ],
    [
      "an observation whose place the draws tell of",
      { observed: Float64Array.of(3.1), outsideIsSaid: true },
      /^Outside everything simulated: peak is 3\.1 mV, simulated 1 to 3\.$/,
    ],
    ["what the draws say, short or not", { said: ["R-hat."], samplesAsked: 2000 }, /^R-hat\.$/],
    ["missing draws", { samplesAsked: 2000 }, /^Only 1000 of 2000 posterior draws/],
  ])("tells of %s", (_, change, message) => {
    expect(warningsOf({ ...calm, ...change })).toEqual([expect.stringMatching(message)]);
  });

  test("names three of many features outside", () => {
    const names = ["a", "b", "c", "d", "e"];
    const fields = names.map((name) => ({ name, unit: "1", description: "" }));
    const x = [{ rows: 1, cols: 5, data: new Float64Array(5) }];
    const observed = new Float64Array(5).fill(1);
    expect(warningsOf({ ...calm, fields, x, observed })).toEqual([
      expect.stringMatching(/\(a is 1, simulated 0 to 0; b is .*; c is .*; and 2 more\)/),
    ]);
  });

  test("tells of draws that pile up at a bound, on the parameter's scale", () => {
    expect(warningsOf({ ...calm, samples: drawn((u) => u ** 3) })).toEqual([
      expect.stringMatching(/posterior of a piles up at the lower bound of its prior \(0 mV\)/),
      expect.stringMatching(/posterior of b piles up at the lower bound of its prior \(0\.01 mV\)/),
    ]);
    expect(warningsOf({ ...calm, samples: drawn((u) => 1 - u ** 3) })).toEqual([
      expect.stringMatching(/of a piles up at the upper bound of its prior \(10 mV\)/),
      expect.stringMatching(/of b piles up at the upper bound/),
    ]);
  });
});
