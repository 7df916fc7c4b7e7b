/** A wide and a narrow Gaussian about the same mean, one of them by chance (Sisson, Fan & Tanaka 2007). */
import { box } from "@retrodict/distributions";
import { gatherRows, matrix } from "@retrodict/matrix";
import type { Problem } from "../types.ts";
import { problemInfo } from "./info.ts";

const wide = 1;
const narrow = 0.1;
const prior = box([-10, -10], [10, 10]);
const observed = Float64Array.of(-3, 8.5);

/** Density of a round Gaussian in the plane, but for 1 / 2π. */
const round = (square: number, std: number): number =>
  Math.exp(-square / (2 * std ** 2)) / std ** 2;

export const gaussianMixture: Problem = {
  name: "Gaussian mixture",
  simulator: {
    info: problemInfo("gaussian-mixture", [-10, 10], { parameters: 2, outputs: 2 }),
    simulate(rng, theta, out) {
      const std = rng.uniform() < 0.5 ? wide : narrow;
      for (let j = 0; j < 2; j++) out[j] = theta[j] + std * rng.normal();
    },
  },
  prior,
  observed,
  draw(rng, n) {
    const candidates = matrix(2 * n, 2);
    for (let i = 0; i < candidates.rows; i++) {
      const std = rng.uniform() < 0.5 ? wide : narrow;
      for (let j = 0; j < 2; j++) candidates.data[2 * i + j] = observed[j] + std * rng.normal();
    }
    const inside = prior.logDensity(candidates);
    const rows = Uint32Array.from(inside.keys()).filter((i) => inside[i] > -Infinity);
    return gatherRows(candidates, rows.subarray(0, n));
  },
  logDensity(theta) {
    return prior.logDensity(theta).map((value, i) => {
      const [a, b] = theta.data.subarray(2 * i, 2 * i + 2);
      const square = (a - observed[0]) ** 2 + (b - observed[1]) ** 2;
      return value + Math.log(round(square, wide) + round(square, narrow));
    });
  },
};
