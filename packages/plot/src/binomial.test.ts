import { expect, test } from "vitest";
import { binomialBand } from "./binomial.ts";

test("the band of ten fair coins is read off the table of their probabilities", () => {
  // Cumulative over 1024: 1, 11, 56, 176, …; 2.5 % of 1024 is 25.6, so two to eight.
  expect(binomialBand(10, 0.5, 0.95)).toEqual([2, 8]);
  expect(binomialBand(10, 0.5, 0.999)).toEqual([0, 10]);
});

test("it nears the normal band as trials grow", () => {
  const [lower, upper] = binomialBand(10_000, 0.05, 0.99);
  const half = 2.5758 * Math.sqrt(10_000 * 0.05 * 0.95);
  expect(Math.abs(lower - (500 - half))).toBeLessThan(2);
  expect(Math.abs(upper - (500 + half))).toBeLessThan(2);
});

test("no trial, no count", () => {
  expect(binomialBand(0, 0.5, 0.99)).toEqual([0, 0]);
});
