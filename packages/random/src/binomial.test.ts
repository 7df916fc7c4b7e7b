import { describe, expect, test } from "vitest";
import { binomial } from "./binomial.ts";
import { stream } from "./stream.ts";

const DRAWS = 100_000;

/** Chances of 0 … n, from their recurrence in logarithms. */
function chances(n: number, p: number): Float64Array {
  const out = new Float64Array(n + 1);
  let log = n * Math.log1p(-p);
  for (let k = 0; k <= n; k++) {
    out[k] = Math.exp(log);
    log += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return out;
}

/** Pearson's statistic in standard deviations above its mean; cells that expect fewer than 20 are joined with the next. */
function misfit(n: number, p: number): number {
  const rng = stream("binomial").fork(`${n} ${p}`);
  const counts = new Float64Array(n + 1);
  for (let i = 0; i < DRAWS; i++) counts[binomial(rng, n, p)]++;
  let [statistic, cells, seen, expected, rest] = [0, 0, 0, 0, DRAWS];
  chances(n, p).forEach((chance, k) => {
    seen += counts[k];
    expected += DRAWS * chance;
    if (expected < 20 || rest - expected < 20) return;
    statistic += (seen - expected) ** 2 / expected;
    cells++;
    rest -= expected;
    seen = 0;
    expected = 0;
  });
  // What is left is the last cell.
  statistic += (seen - rest) ** 2 / rest;
  return (statistic - cells) / Math.sqrt(2 * cells);
}

describe("follows its law", () => {
  // Both methods, either side of where they meet, and mirrored; five standard deviations of the statistic.
  test.each([
    [1, 0.3],
    [7, 0.5],
    [1000, 1e-6],
    [1000, 0.0005],
    [1000, 0.00999],
    [1000, 0.01],
    [1000, 0.0101],
    [20, 0.5],
    [21, 0.51],
    [1000, 0.35],
    [1000, 0.5],
    [1000, 0.97],
    [1000, 0.9995],
    [100_000, 0.2],
  ])("n = %d, p = %d", (n, p) => expect(misfit(n, p)).toBeLessThan(5));
});

test("has the mean and variance of many trials", () => {
  const rng = stream(1);
  const [n, p] = [1e12, 0.3];
  const z = Float64Array.from(
    { length: 20_000 },
    () => (binomial(rng, n, p) - n * p) / Math.sqrt(n * p * (1 - p)),
  );
  const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
  const square = z.reduce((sum, value) => sum + value * value, 0) / z.length;
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(z.length));
  expect(Math.abs(square - 1)).toBeLessThan(5 * Math.sqrt(2 / z.length));
});

test("what is certain needs no chance", () => {
  const rng = stream(1);
  expect([binomial(rng, 0, 0.5), binomial(rng, 9, 0), binomial(rng, 9, 1)]).toEqual([0, 0, 9]);
  expect(rng.uniform()).toBe(stream(1).uniform());
});

test("refuses what is no count or no probability", () => {
  expect(() => binomial(stream(1), 1.5, 0.5)).toThrow(/\[random\] expected n to be an integer/);
  expect(() => binomial(stream(1), 10, 1.1)).toThrow(/\[random\] expected p between 0 and 1/);
  expect(() => binomial(stream(1), 10, Number.NaN)).toThrow(/expected p/);
});
