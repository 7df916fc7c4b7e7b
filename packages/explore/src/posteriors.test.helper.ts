import { gaussianMixture, multivariateNormal } from "@retrodict/distributions";
import { fromRows, row } from "@retrodict/matrix";
import { slice } from "@retrodict/samplers";
import type { Distribution, LogDensity, Support } from "@retrodict/spec";
import type { ExploredPosterior } from "./types.ts";

/** A distribution in the shape of a posterior, gradients included where it has them. */
export const asPosterior = (distribution: Distribution): ExploredPosterior => ({
  ...distribution,
  sample: async (rng, n) => ({
    samples: distribution.sample(rng, n),
    diagnostics: {},
    warnings: [],
  }),
});

/** A posterior without gradients, sampled by slices. */
export const fromLogDensity = (
  support: Support,
  log: (theta: Float64Array) => number,
  start: Distribution,
): ExploredPosterior => {
  const target: LogDensity = {
    dim: support.lower.length,
    support,
    logDensity: (x) => Float64Array.from({ length: x.rows }, (_, i) => log(row(x, i))),
  };
  return { ...target, sample: (rng, n) => slice().sample(rng, target, n, { start }) };
};

export const cube = (dim: number, lower: number, upper: number): Support => ({
  lower: new Float64Array(dim).fill(lower),
  upper: new Float64Array(dim).fill(upper),
});

export const logNormal = (x: number, mean: number, std: number): number =>
  -0.5 * ((x - mean) / std) ** 2 - Math.log(std) - Math.log(2 * Math.PI) / 2;

export const covariance = fromRows([
  [1, 0.8, -0.3],
  [0.8, 2, 0.1],
  [-0.3, 0.1, 0.5],
]);

export const gaussian = multivariateNormal([1, -2, 0.5], covariance);

const round = fromRows([
  [0.5, 0],
  [0, 0.5],
]);

/** Two Gaussians with nothing in between. */
export const islands = gaussianMixture({
  weights: [0.7, 0.3],
  means: fromRows([
    [0, 0],
    [8, 3],
  ]),
  covariances: [round, round],
});
