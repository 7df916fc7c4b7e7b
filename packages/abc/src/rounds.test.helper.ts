import { matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Distribution, Matrix, Proposal, Rng, Round } from "@retrodict/spec";
import { normalCdf } from "@retrodict/stats";

export type Simulate = (rng: Rng, theta: Float64Array) => readonly number[];

/** Rows of x, one per row of theta. */
export function simulated(rng: Rng, theta: Matrix, simulate: Simulate): Matrix {
  const rows = Array.from({ length: theta.rows }, (_, i) => simulate(rng.fork(i), row(theta, i)));
  return matrix(theta.rows, rows[0].length, Float64Array.from(rows.flat()));
}

export function priorRound(
  seed: string,
  prior: Distribution,
  n: number,
  simulate: Simulate,
): Round {
  const theta = prior.sample(stream(seed), n);
  return { theta, x: simulated(stream(seed).fork("x"), theta, simulate), proposal: "prior" };
}

export async function proposedRound(
  seed: string,
  proposal: Proposal,
  n: number,
  simulate: Simulate,
): Promise<Round> {
  const { samples: theta } = await proposal.sample(stream(seed), n);
  return { theta, x: simulated(stream(seed).fork("x"), theta, simulate), proposal };
}

export const asProposal = (distribution: Distribution): Proposal => ({
  dim: distribution.dim,
  support: distribution.support,
  normalized: true,
  logDensity: (theta) => distribution.logDensity(theta),
  sample: (rng, n) =>
    Promise.resolve({ samples: distribution.sample(rng, n), diagnostics: {}, warnings: [] }),
});

/** Moments and distribution function of an unnormalised density of one parameter, by quadrature. */
export interface Exact {
  readonly mean: number;
  readonly std: number;
  readonly kurtosis: number;
  cdf(theta: number): number;
}

export function quadrature(density: (theta: number) => number, low: number, high: number): Exact {
  const n = 20_000;
  const at = Array.from({ length: n }, (_, i) => low + ((i + 0.5) * (high - low)) / n);
  const values = at.map(density);
  const total = values.reduce((a, b) => a + b);
  const moment = (power: number, about: number) =>
    values.reduce((sum, v, i) => sum + v * (at[i] - about) ** power, 0) / total;
  const mean = moment(1, 0);
  const variance = moment(2, mean);
  let sum = 0;
  const cumulative = values.map((v) => (sum += v / total));
  return {
    mean,
    std: Math.sqrt(variance),
    kurtosis: moment(4, mean) / variance ** 2,
    cdf: (theta) => cumulative[Math.floor(((theta - low) / (high - low)) * n)],
  };
}

/** Probability that theta plus normal noise of this deviation lies within `threshold` of `observed`. */
export const nearProbability =
  (observed: number, threshold: number, noise: number) =>
  (theta: number): number =>
    normalCdf((observed + threshold - theta) / noise) -
    normalCdf((observed - threshold - theta) / noise);

export function weightedMoments(values: Float64Array, weights: Float64Array) {
  const mean = values.reduce((sum, v, i) => sum + weights[i] * v, 0);
  const variance = values.reduce((sum, v, i) => sum + weights[i] * (v - mean) ** 2, 0);
  return { mean, std: Math.sqrt(variance) };
}

export const absolute = (x: Matrix, observed: Float64Array): Float64Array =>
  Float64Array.from({ length: x.rows }, (_, i) => Math.abs(x.data[i] - observed[0]));
