/** The posteriors that everything is measured against: their draws have the moments that quadrature finds in their densities. */
import { columnMeans, columnStds, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { gaussianMixture, linearGaussian, linearGaussianInBox, twoMoons } from "./index.ts";

const N = 20_000;
const POINTS = 400;

test.each([linearGaussian, linearGaussianInBox, gaussianMixture, twoMoons])(
  "$name: draws are of the density",
  ({ draw, logDensity }) => {
    const draws = draw(stream(1), N);
    expect(draws.rows).toBe(N);
    const [mean, std] = [columnMeans(draws), columnStds(draws)];
    // The same moments by quadrature on a grid that holds all draws.
    const edge = (j: number, pick: (...values: number[]) => number) =>
      pick(...Array.from({ length: N }, (_, i) => draws.data[2 * i + j]));
    const low = [0, 1].map((j) => edge(j, Math.min) - 2 * std[j]);
    const high = [0, 1].map((j) => edge(j, Math.max) + 2 * std[j]);
    const grid = matrix(POINTS ** 2, 2);
    for (let k = 0; k < grid.rows; k++) {
      const at = [k % POINTS, Math.floor(k / POINTS)];
      grid.data.set(
        at.map((index, j) => low[j] + ((index + 0.5) / POINTS) * (high[j] - low[j])),
        2 * k,
      );
    }
    const logs = logDensity(grid);
    const top = logs.reduce((a, b) => Math.max(a, b));
    const weights = logs.map((value) => Math.exp(value - top));
    const total = weights.reduce((sum, w) => sum + w, 0);
    for (const j of [0, 1]) {
      const moment = (power: number, about: number) =>
        weights.reduce((sum, w, k) => sum + w * (row(grid, k)[j] - about) ** power, 0) / total;
      const exactMean = moment(1, 0);
      const exactStd = Math.sqrt(moment(2, exactMean));
      // Four standard errors of N draws, and a grid cell for the edges of a box.
      const cell = (high[j] - low[j]) / POINTS;
      expect(Math.abs(mean[j] - exactMean)).toBeLessThan((4 * exactStd) / Math.sqrt(N) + cell / 4);
      const kurtosis = moment(4, exactMean) / exactStd ** 4;
      const error = exactStd * Math.sqrt((kurtosis - 1) / (4 * N));
      expect(Math.abs(std[j] - exactStd)).toBeLessThan(4 * error + cell / 4);
    }
  },
);
