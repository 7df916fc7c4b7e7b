import { fromRows, matrix } from "@retrodict/matrix";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { quantiles, ranks, summarizeDraws } from "./index.ts";

test("quantiles are numpy's", () => {
  const values = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
  // numpy.quantile of the same.
  const expected = [1, 1, 1.75, 3.5, 6.9, 9];
  quantiles(values, [0, 0.1, 0.25, 0.5, 0.9, 1]).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 14);
  });
  expect(values[0]).toBe(3);
});

test("a NaN makes every quantile NaN", () => {
  expect(quantiles(Float64Array.of(1, Number.NaN), [0, 0.5])).toEqual(
    Float64Array.of(Number.NaN, Number.NaN),
  );
});

test("quantiles refuse nothing and probabilities beyond one", () => {
  expect(() => quantiles(new Float64Array(0), [0.5])).toThrow(
    /\[stats\] expected the number of values/,
  );
  expect(() => quantiles(Float64Array.of(1), [1.1])).toThrow(/every probability between 0 and 1/);
});

test("summarises every column", () => {
  const draws = fromRows([2, 4, 4, 4, 5, 5, 7, 9].map((value, i) => [value, i]));
  const [first, second] = summarizeDraws(draws, 0.5);
  expect(first).toEqual({ mean: 5, std: Math.sqrt(32 / 7), median: 4.5, lower: 4, upper: 5.5 });
  expect(second).toEqual({ mean: 3.5, std: Math.sqrt(6), median: 3.5, lower: 1.75, upper: 5.25 });
  expect(() => summarizeDraws(matrix(1, 1))).toThrow(/number of draws/);
});

test("a rank is the number of draws below the truth", () => {
  const draws = fromRows([
    [1, 5],
    [2, 6],
    [3, 7],
  ]);
  expect(ranks(draws, [2.5, 0])).toEqual(Uint32Array.of(2, 0));
  expect(ranks(draws, [9, 7])).toEqual(Uint32Array.of(3, 2));
  expect(() => ranks(draws, [1])).toThrow(/truth of length 2, got 1/);
});

test("a rank does not depend on the order of the draws nor on a common shift", () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, fc.integer({ min: -50, max: 50 }), (list, truth) => {
      const rank = ranks(fromRows(list.map((value) => [value])), [truth]);
      const reversed = list.toReversed().map((value) => [value + 7]);
      expect(ranks(fromRows(reversed), [truth + 7])).toEqual(rank);
    }),
  );
});
