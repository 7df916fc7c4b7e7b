/** The benchmark's wide and narrow Gaussian about the same mean, one of them by chance. */
import { gatherRows, matrix } from "@retrodict/matrix";
import { task, unnormalizedPosterior } from "@retrodict/tasks";
import type { Problem } from "../types.ts";

const wide = 1;
const narrow = 0.1;
const mixture = task("gaussian-mixture");
const { prior } = mixture;
const observed = Float64Array.of(-3, 8.5);

export const gaussianMixture: Problem = {
  name: "Gaussian mixture",
  simulator: mixture.create(),
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
  logDensity: unnormalizedPosterior(mixture, observed).logDensity,
};
