import { assert, assertCount } from "@retrodict/check";
import { regularizedGammaQ } from "./gamma-function.ts";

/** A test's statistic and the chance of one at least as large if the hypothesis is true. */
export interface TestResult {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Pearson's chi-square test that counts come from equally likely bins. The p-value is the chi-square
 * law's, good when a bin expects five or more.
 */
export function chiSquareUniform(counts: ArrayLike<number>): TestResult {
  assertCount(counts.length, "the number of bins", "stats", 2);
  const list = Array.from(counts);
  for (const count of list) assertCount(count, "every count", "stats", 0);
  const total = list.reduce((sum, count) => sum + count, 0);
  assert(total > 0, "data", "stats", "expected some counts, got none; count at least one case");
  const expected = total / list.length;
  const statistic = list.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return { statistic, pValue: regularizedGammaQ((list.length - 1) / 2, statistic / 2) };
}

/**
 * The two-sided Kolmogorov–Smirnov test that `sample` was drawn from the continuous law `cdf`.
 * The p-value is the limit law's with the correction of Vrbik ("Small-sample corrections to
 * Kolmogorov–Smirnov test statistic", 2018): within 0.003 of the exact one from ten values on, 0.001 from
 * twenty.
 */
export function kolmogorovSmirnov(sample: Float64Array, cdf: (x: number) => number): TestResult {
  assertCount(sample.length, "the number of values", "stats");
  const n = sample.length;
  let statistic = 0;
  sample
    .slice()
    .sort()
    .forEach((x, i) => {
      const p = cdf(x);
      statistic = Math.max(statistic, p - i / n, (i + 1) / n - p);
    });
  const scaled = statistic * Math.sqrt(n);
  const corrected = scaled + 1 / (6 * Math.sqrt(n)) + (scaled - 1) / (4 * n);
  return { statistic, pValue: kolmogorovTail(corrected) };
}

/** Chance that Kolmogorov's limit variable exceeds `x`, by whichever of its two series converges fast. */
function kolmogorovTail(x: number): number {
  if (x < 1) {
    let sum = 0;
    for (let k = 1; k <= 9; k += 2) sum += Math.exp(-((k * Math.PI) ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  let sum = 0;
  for (let k = 1; k <= 6; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * x) ** 2);
  return sum;
}
