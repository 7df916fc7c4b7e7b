/** What is drawn from a fit and what its density says. */
import {
  box,
  gaussianMixture,
  logNormal,
  normal,
  multivariateNormal,
} from "@retrodict/distributions";
import {
  cholesky,
  columnMeans,
  columnStds,
  correlation,
  fromRows,
  inverseFromCholesky,
  matmul,
  matrix,
} from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix, Posterior, Rng } from "@retrodict/spec";
import { kolmogorovSmirnov } from "@retrodict/stats";
import { describe, expect, test } from "vitest";
import { abcRejection, abcSmc } from "./index.ts";
import { priorRound, proposedRound, quadrature, type Simulate } from "./rounds.test.helper.ts";

const N = 4000;

const noisy =
  (noise: number): Simulate =>
  (rng, theta) =>
    Array.from(theta, (t) => t + noise * rng.normal());

/** Midpoints of an even grid. */
const grid = (low: number, high: number, n: number): Matrix =>
  matrix(
    n,
    1,
    Float64Array.from({ length: n }, (_, i) => low + ((i + 0.5) * (high - low)) / n),
  );

const mass = (logDensity: Float64Array, cell: number) =>
  logDensity.reduce((sum, v) => sum + Math.exp(v) * cell, 0);

/**
 * Draws against a Gaussian: the accepted know a mean to its deviation over √ess, the draws to that over √N. Four
 * such errors; of a standard deviation they are smaller by √2, of a correlation at most as large.
 */
async function expectGaussian(
  posterior: Posterior,
  mean: readonly number[],
  covariance: Matrix,
): Promise<void> {
  const { samples, diagnostics, warnings } = await posterior.sample(stream("draws"), N);
  expect(warnings).toEqual([]);
  const error = 4 * Math.sqrt(1 / diagnostics.ess + 1 / N);
  const std = mean.map((_, j) => Math.sqrt(covariance.data[j * (mean.length + 1)]));
  columnMeans(samples).forEach((value, j) => {
    expect(Math.abs(value - mean[j])).toBeLessThan(error * std[j]);
  });
  columnStds(samples).forEach((value, j) => {
    expect(Math.abs(value / std[j] - 1)).toBeLessThan(error / Math.SQRT2);
  });
  correlation(samples).data.forEach((value, at) => {
    const [i, j] = [Math.floor(at / mean.length), at % mean.length];
    const exact = covariance.data[at] / (std[i] * std[j]);
    expect(Math.abs(value - exact)).toBeLessThan(error * (1 - exact ** 2) + 1e-9);
  });
}

describe("a linear Gaussian model, where adjustment is exact at any threshold", () => {
  test("one parameter", async () => {
    const prior = normal([0], [1]);
    const round = priorRound("one", prior, 10_000, noisy(0.5));
    const fit = await abcRejection({ prior, quantile: 0.1 }).fit(stream(1), [round]);
    // Precision 1 + 4.
    await expectGaussian(fit.posterior(Float64Array.of(0.8)), [0.64], fromRows([[0.2]]));
  });

  // x = A theta + noise of deviation 0.4, prior covariance P.
  const P = fromRows([
    [1, 0.6],
    [0.6, 1],
  ]);
  const A = fromRows([
    [1, 0.5],
    [-0.5, 1],
  ]);
  const AT = fromRows([
    [1, -0.5],
    [0.5, 1],
  ]);
  const simulate: Simulate = (rng, theta) =>
    Array.from(matmul(A, matrix(2, 1, theta)).data, (v) => v + 0.4 * rng.normal());
  const observed = Float64Array.of(0.9, 0.3);
  const posteriorOf = (priorPrecision: Matrix) => {
    const likelihood = matmul(AT, A).data.map((v) => v / 0.16);
    const precision = matrix(
      2,
      2,
      likelihood.map((v, at) => v + priorPrecision.data[at]),
    );
    const covariance = inverseFromCholesky(cholesky(precision));
    const projected = matmul(AT, matrix(2, 1, observed)).data.map((v) => v / 0.16);
    return { mean: [...matmul(covariance, matrix(2, 1, projected)).data], covariance };
  };

  test("two correlated parameters", async () => {
    const prior = multivariateNormal([0, 0], P);
    const { mean, covariance } = posteriorOf(inverseFromCholesky(cholesky(P)));
    const round = priorRound("two", prior, 10_000, simulate);
    const fit = await abcRejection({ prior, quantile: 0.1 }).fit(stream(1), [round]);
    await expectGaussian(fit.posterior(observed), mean, covariance);
  });

  test("two parameters of a box that is wide around their posterior, in rounds", async () => {
    const prior = box([-8, -8], [8, 8]);
    const { mean, covariance } = posteriorOf(matrix(2, 2));
    const algorithm = abcSmc({ prior, quantile: 0.5 });
    const rounds = [priorRound("wide", prior, 2000, simulate)];
    for (const seed of ["a", "b", "c"]) {
      const fit = await algorithm.fit(stream(1), rounds);
      rounds.push(await proposedRound(seed, fit.proposal!(observed), 2000, simulate));
    }
    const fit = await algorithm.fit(stream(1), rounds);
    await expectGaussian(fit.posterior(observed), mean, covariance);
  });
});

const signless: Simulate = (rng, theta) => [Math.abs(theta[0]) + 0.1 * rng.normal()];

test("theta known up to its sign: both modes, with equal shares and nothing between", async () => {
  const prior = normal([0], [1]);
  const algorithm = abcSmc({ prior });
  const observed = Float64Array.of(1);
  const rounds = [priorRound("modes", prior, 2000, signless)];
  for (const seed of ["a", "b"]) {
    const fit = await algorithm.fit(stream(1), rounds);
    rounds.push(await proposedRound(seed, fit.proposal!(observed), 2000, signless));
  }
  const posterior = (await algorithm.fit(stream(1), rounds)).posterior(observed);
  const { samples, diagnostics } = await posterior.sample(stream("draws"), N);
  const share = (test: (v: number) => boolean) => samples.data.filter(test).length / N;
  const error = 4 * Math.sqrt(0.25 / diagnostics.ess + 0.25 / N);
  expect(Math.abs(share((v) => v > 0) - 0.5)).toBeLessThan(error);
  // Ten deviations of the exact posterior from either mode: whatever is here, smoothing put here.
  expect(share((v) => Math.abs(v) < 0.1)).toBeLessThan(0.01);
  // Each mode is N(1 / 1.01, 0.1² / 1.01); smoothing may widen it, but not to the width of the whole.
  const exact = 1 / 1.01;
  const right = samples.data.filter((v) => v > 0);
  const spread = Math.sqrt(right.reduce((sum, v) => sum + (v - exact) ** 2, 0) / right.length);
  expect(spread).toBeGreaterThan(0.08);
  expect(spread).toBeLessThan(0.2);
});

describe("draws and density agree", () => {
  const cases = [
    ["at the edge of a box", box([-1], [1]), 0.95, -1, 1],
    ["beyond the edge of a box", box([-1], [1]), 1.3, -1, 1],
    ["on a half-line", logNormal([0], [1]), 0.1, 0, 40],
    ["of a normal", normal([0], [1]), 0.5, -5, 5],
  ] as const;
  test.each(cases)("%s", async (_, prior, value, low, high) => {
    const fit = await abcRejection({ prior }).fit(stream(1), [
      priorRound("agree", prior, N, noisy(0.3)),
    ]);
    const posterior = fit.posterior(Float64Array.of(value));
    const { samples } = await posterior.sample(stream("draws"), N);
    expect(samples.data.every((v) => v >= low && v <= high)).toBe(true);
    const at = (theta: number) =>
      Math.exp(posterior.logDensity(matrix(1, 1, Float64Array.of(theta)))[0]);
    const exact = quadrature(at, low, high);
    expect(kolmogorovSmirnov(samples.data, exact.cdf).pValue).toBeGreaterThan(1e-3);
    expect(mass(posterior.logDensity(grid(low, high, 20_000)), (high - low) / 20_000)).toBeCloseTo(
      1,
      3,
    );
    expect([...posterior.logDensity(grid(-3, -2, 2))].every((v) => v === -Infinity)).toBe(low > -2);
  });

  test("where the prior is zero within its support", async () => {
    const inner = box([-1], [1]);
    const prior = { ...inner, support: normal([0], [1]).support };
    const fit = await abcSmc({ prior }).fit(stream(1), [priorRound("cut", prior, N, noisy(0.3))]);
    for (const density of [
      fit.posterior(Float64Array.of(0.9)),
      fit.proposal!(Float64Array.of(0.9)),
    ]) {
      const { samples, diagnostics } = await density.sample(stream("draws"), N);
      expect(samples.rows).toBe(N);
      expect(samples.data.every((v) => v >= -1 && v <= 1)).toBe(true);
      // The share a inside is estimated from 10 000 draws: relative error √((1 − a) / 10 000 a), four of them.
      const a = N / diagnostics.drawn;
      expect(a).toBeLessThan(0.95);
      const total = mass(density.logDensity(grid(-1, 1, 2000)), 1e-3);
      expect(Math.abs(total - 1)).toBeLessThan(4 * Math.sqrt((1 - a) / (a * 10_000)));
      expect(density.logDensity(grid(1.1, 2, 1))[0]).toBe(-Infinity);
    }
  });
});

test("a proposal is twice as wide as its population, and its density that of its draws", async () => {
  const prior = normal([0, 0], [1, 1]);
  const observed = Float64Array.of(0.5, 0.5);
  const fit = await abcSmc({ prior }).fit(stream(1), [priorRound("wide", prior, 3000, noisy(0.5))]);
  const { theta } = fit.accepted(observed);
  const proposal = fit.proposal!(observed);
  const { samples } = await proposal.sample(stream("draws"), 20_000);
  // 1500 particles are thinned to 1000 kernels; the population's variance comes once from centres, twice from kernels.
  const error = 4 * Math.sqrt(1 / (2 * 1000) + 1 / (2 * 20_000));
  columnStds(theta).forEach((std, j) => {
    expect(Math.abs(columnStds(samples)[j] / (Math.sqrt(3) * std) - 1)).toBeLessThan(error);
  });
  // Monte Carlo of a ratio of two normalised densities: its mean is 1.
  const reference = gaussianMixture({
    weights: [1],
    means: matrix(1, 2, columnMeans(samples)),
    covariances: [
      fromRows([0, 1].map((i) => [0, 1].map((j) => (i === j ? columnStds(samples)[i] ** 2 : 0)))),
    ],
  });
  const own = proposal.logDensity(samples);
  const ratios = reference.logDensity(samples).map((v, i) => Math.exp(v - own[i]));
  const mean = ratios.reduce((a, b) => a + b) / ratios.length;
  const spread = Math.sqrt(ratios.reduce((sum, r) => sum + (r - mean) ** 2, 0) / ratios.length);
  expect(Math.abs(mean - 1)).toBeLessThan((4 * spread) / Math.sqrt(ratios.length));
});

const distance = (x: Matrix, at: Float64Array) =>
  Float64Array.from({ length: x.rows }, (_, i) =>
    Math.hypot(x.data[2 * i] - at[0], x.data[2 * i + 1] - at[1]),
  );

test("at an equal budget rounds come nearer than rejection", async () => {
  const prior = box([-5, -5], [5, 5]);
  const observed = Float64Array.of(1, -2);
  const simulate = noisy(0.2);
  const smc = abcSmc({ prior, quantile: 0.2, distance });
  const rounds = [priorRound("first", prior, 1000, simulate)];
  for (const seed of ["a", "b", "c"]) {
    const fit = await smc.fit(stream(1), rounds);
    rounds.push(await proposedRound(seed, fit.proposal!(observed), 1000, simulate));
  }
  const inRounds = (await smc.fit(stream(1), rounds)).accepted(observed);
  const once = (
    await abcRejection({ prior, quantile: 0.05, distance }).fit(stream(1), [
      priorRound("first", prior, 4000, simulate),
    ])
  ).accepted(observed);
  expect([inRounds.theta.rows, once.theta.rows]).toEqual([200, 200]);
  // Rejection accepts a circle's share of the box: ε = 10 √(0.05 / π) = 1.3. Rounds reach the noise of 0.2.
  expect(once.threshold).toBeGreaterThan(1);
  expect(inRounds.threshold).toBeLessThan(once.threshold / 2);
});

test("the same streams give the same bytes, fewer draws the first of them", async () => {
  const prior = normal([0], [1]);
  const draws = async (rng: Rng, n: number) => {
    const fit = await abcSmc({ prior }).fit(rng, [priorRound("same", prior, 500, noisy(0.5))]);
    return (await fit.posterior(Float64Array.of(0.5)).sample(rng, n)).samples.data;
  };
  const once = await draws(stream(1), 100);
  expect(await draws(stream(1), 100)).toEqual(once);
  expect(await draws(stream(1), 10)).toEqual(once.slice(0, 10));
  expect(await draws(stream(2), 100)).not.toEqual(once);
});
