import { describe, expect, test } from "vitest";
import { numbers } from "./park-miller.test.helper.ts";
import { chiSquareUniform, kolmogorovSmirnov } from "./index.ts";

describe("chi-square", () => {
  // scipy.stats.chisquare(counts), scipy 1.17.
  test.each([
    [[18, 25, 20, 17], 1.9, 0.5934191783624161],
    [[5, 9, 11, 2, 8, 7, 4, 10, 9, 5], 10.857142857142858, 0.28562836373469946],
    [[100, 120, 90, 40], 39.714285714285715, 1.2249415777389697e-8],
  ])("%j", (counts, statistic, pValue) => {
    const result = chiSquareUniform(counts);
    expect(result.statistic).toBeCloseTo(statistic, 12);
    expect(result.pValue / pValue).toBeCloseTo(1, 12);
  });

  test.each([[[5]], [[0, 0]], [[1, -1]], [[1.5, 2]]])("refuses %j", (counts) => {
    expect(() => chiSquareUniform(counts)).toThrow(/\[stats\] expected/);
  });
});

describe("Kolmogorov–Smirnov", () => {
  // scipy.stats.kstest(numbers(n, n) ** power, uniform, method="exact"), scipy 1.17.
  test.each([
    [10, 1, 0.21349868076550715, 0.67758592739729],
    [10, 1.3, 0.3002535804072808, 0.26965820415983244],
    [50, 1, 0.11863561802480163, 0.4480731396199672],
    [50, 1.3, 0.12229324830928079, 0.41030766606602453],
    [200, 1, 0.06011326423152963, 0.4477674773733158],
    [200, 1.3, 0.14998640882427206, 0.0002157759087899184],
  ])("%d values to the power %d", (n, power, statistic, pValue) => {
    const sample = numbers(n, n).map((value) => value ** power);
    const result = kolmogorovSmirnov(sample, (x) => x);
    expect(result.statistic).toBeCloseTo(statistic, 12);
    expect(Math.abs(result.pValue - pValue)).toBeLessThan(0.001);
  });

  test("p-values stay within [0, 1], from a perfect fit to none", () => {
    const grid = Float64Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    expect(kolmogorovSmirnov(grid, (x) => x).pValue).toBeCloseTo(1, 12);
    const none = kolmogorovSmirnov(grid, () => 0);
    expect(none.statistic).toBe(1);
    expect(none.pValue).toBeGreaterThanOrEqual(0);
    expect(none.pValue).toBeLessThan(1e-100);
  });

  test("refuses an empty sample", () => {
    expect(() => kolmogorovSmirnov(new Float64Array(0), (x) => x)).toThrow(/number of values/);
  });
});
