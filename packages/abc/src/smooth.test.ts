import { gaussianMixture, normal } from "@retrodict/distributions";
import {
  columnMeans,
  covariance,
  fromRows,
  gatherRows,
  matrix,
  row,
  stackRows,
} from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { kernelMixture } from "./kernel-mixture.ts";
import { weightedCovariance, weightedMeans } from "./moments.ts";
import { smoothed } from "./smooth.ts";

const least = (dim: number) => new Float64Array(dim).fill(1e-9);
const equal = (n: number) => new Float64Array(n).fill(1 / n);

describe("a mixture of equal kernels", () => {
  const centres = normal([1, -1], [2, 1]).sample(stream("centres"), 30);
  const weights = equal(30).map((w, i) => (w * (i + 1)) / 15.5);
  const shape = fromRows([
    [0.5, 0.3],
    [0.3, 0.4],
  ]);
  const mixture = kernelMixture({ centres, weights, covariance: shape });

  test("has the density of the Gaussian mixture it is", () => {
    const reference = gaussianMixture({
      weights,
      means: centres,
      covariances: Array.from(weights, () => shape),
    });
    const points = normal([0, 0], [4, 4]).sample(stream("points"), 50);
    const expected = reference.logDensity(points);
    mixture.logDensity(points).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 10));
    expect([
      ...mixture.logDensity(
        fromRows([
          [Infinity, 0],
          [0, Number.NaN],
        ]),
      ),
    ]).toEqual([-Infinity, -Infinity]);
    const draws = mixture.sample(stream("draws"), 20_000);
    const [mean, spread] = [reference.mean(), reference.covariance()];
    columnMeans(draws).forEach((value, j) => {
      expect(Math.abs(value - mean[j])).toBeLessThan(4 * Math.sqrt(spread.data[3 * j] / 20_000));
    });
    covariance(draws).data.forEach((value, at) => {
      const [i, j] = [Math.floor(at / 2), at % 2];
      // Of a Gaussian the error of a covariance is at most √(2 vᵢ vⱼ / n).
      const error = 4 * Math.sqrt((2 * spread.data[3 * i] * spread.data[3 * j]) / 20_000);
      expect(Math.abs(value - spread.data[at])).toBeLessThan(error);
    });
  });

  test("its first draws do not depend on how many follow", () => {
    const draws = mixture.sample(stream(1), 100);
    expect(mixture.sample(stream(1), 3)).toEqual(gatherRows(draws, [0, 1, 2]));
  });
});

test("weighted moments are those of rows that repeat", () => {
  const z = normal([0, 5], [1, 2]).sample(stream("z"), 6);
  const repeats = [1, 2, 3, 1, 2, 3];
  const repeated = gatherRows(
    z,
    repeats.flatMap((n, i) => Array.from({ length: n }, () => i)),
  );
  const weights = Float64Array.from(repeats, (n) => n / 12);
  weightedMeans(z, weights).forEach((value, j) =>
    expect(value).toBeCloseTo(columnMeans(repeated)[j], 12),
  );
  // Kish: 144 / 28 rows' worth.
  const biased = covariance(repeated, 0).data.map((v) => v / (1 - 28 / 144));
  weightedCovariance(z, weights, new Float64Array(2)).data.forEach((value, at) => {
    expect(Math.abs(value / biased[at] - 1)).toBeLessThan(1e-5);
  });
});

describe("smoothing", () => {
  const n = 400;
  const gaussian = normal([3, -2], [1, 0.1]).sample(stream("gaussian"), n);
  const two = stackRows(
    normal([-1], [0.05]).sample(stream("left"), n / 2),
    normal([1], [0.05]).sample(stream("right"), n / 2),
  );

  test("keeps mean and covariance at any bandwidth", () => {
    for (const z of [gaussian, two]) {
      const { density, bandwidth } = smoothed({ z, weights: equal(n) }, least(z.cols));
      expect(bandwidth).toBeGreaterThan(0);
      const [mean, spread] = [columnMeans(z), covariance(z).data];
      const draws = density.sample(stream("draws"), 20_000);
      columnMeans(draws).forEach((value, j) => {
        const std = Math.sqrt(spread[j * (z.cols + 1)]);
        expect(Math.abs(value - mean[j])).toBeLessThan((4 * std) / Math.sqrt(20_000));
      });
      covariance(draws).data.forEach((value, at) => {
        const [i, j] = [Math.floor(at / z.cols), at % z.cols];
        const scale = Math.sqrt(spread[i * (z.cols + 1)] * spread[j * (z.cols + 1)]);
        // Monte Carlo, and that the centres' covariance is biased by 1 / n.
        expect(Math.abs(value - spread[at]) / scale).toBeLessThan(
          4 * Math.sqrt(2 / 20_000) + 1 / n,
        );
      });
    }
  });

  test("is wide for a Gaussian, narrow for separate modes", () => {
    expect(smoothed({ z: gaussian, weights: equal(n) }, least(2)).bandwidth).toBeGreaterThan(0.7);
    const { density, bandwidth } = smoothed({ z: two, weights: equal(n) }, least(1));
    // Each mode's deviation is a twentieth of the whole.
    expect(bandwidth).toBeLessThan(0.05);
    const [left, between, right] = density.logDensity(fromRows([[-1], [0], [1]]));
    expect(between).toBeLessThan(Math.min(left, right) - 10);
  });

  test("particles of no spread become a narrow density, not an error", () => {
    const point = matrix(30, 2, new Float64Array(60).fill(1));
    const { density, bandwidth } = smoothed(
      { z: point, weights: equal(30) },
      Float64Array.of(0.01, 0.1),
    );
    const [value] = density.logDensity(fromRows([row(point, 0)]));
    expect(value).toBeCloseTo(-Math.log(2 * Math.PI * 0.01 * 0.1 * bandwidth ** 2), 6);
  });
});
