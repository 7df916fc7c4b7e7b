/**
 * The exact posterior of what ABC computes: the prior times the probability of an x within the threshold. It is known
 * for theta plus normal noise, at any threshold, which tests more than nearness to the posterior of a threshold of 0.
 */
import { box, normal } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import type { Distribution, Rng, Round } from "@retrodict/spec";
import { kolmogorovSmirnov, normalCdf } from "@retrodict/stats";
import { describe, expect, test } from "vitest";
import { abcRejection, abcSmc, type Accepted } from "./index.ts";
import { effectiveRows } from "./importance-weights.ts";
import {
  absolute,
  asProposal,
  nearProbability,
  priorRound,
  proposedRound,
  quadrature,
  weightedMoments,
  type Exact,
} from "./rounds.test.helper.ts";

const NOISE = 0.5;
const observed = Float64Array.of(0.8);
const noisy = (rng: Rng, theta: Float64Array) => [theta[0] + NOISE * rng.normal()];

const exactOf = (prior: Distribution, threshold: number): Exact => {
  const near = nearProbability(observed[0], threshold, NOISE);
  return quadrature(
    (theta) =>
      Math.exp(prior.logDensity({ rows: 1, cols: 1, data: Float64Array.of(theta) })[0]) *
      near(theta),
    -6,
    6,
  );
};

/** Four standard errors of as many draws as the weights are worth. */
function errorsOf(exact: Exact, weights: Float64Array) {
  const ess = effectiveRows(weights);
  return {
    mean: 4 * (exact.std / Math.sqrt(ess)),
    std: 4 * exact.std * Math.sqrt((exact.kurtosis - 1) / (4 * ess)),
  };
}

function expectExact({ theta, weights, threshold }: Accepted, prior: Distribution): void {
  const exact = exactOf(prior, threshold);
  const errors = errorsOf(exact, weights);
  const { mean, std } = weightedMoments(theta.data, weights);
  expect(Math.abs(mean - exact.mean)).toBeLessThan(errors.mean);
  expect(Math.abs(std - exact.std)).toBeLessThan(errors.std);
}

describe.each([
  ["a normal prior", normal([0], [1])],
  ["a uniform prior", box([-1], [2])],
])("%s", (_, prior) => {
  test.each([0.02, 0.3])("rejection, a share of %d", async (quantile) => {
    const round = priorRound("rejection", prior, 20_000, noisy);
    const fit = await abcRejection({ prior, quantile, distance: absolute }).fit(stream(1), [round]);
    const accepted = fit.accepted(observed);
    expect(accepted.theta.rows).toBe(quantile * 20_000);
    expectExact(accepted, prior);
    const exact = exactOf(prior, accepted.threshold);
    expect(kolmogorovSmirnov(accepted.theta.data, exact.cdf).pValue).toBeGreaterThan(1e-3);
    // At the wide threshold the posterior of a threshold of 0 would be refused.
    const errors = errorsOf(exact, accepted.weights);
    const sharp = exactOf(prior, 1e-3);
    expect(Math.abs(sharp.std - exact.std) > errors.std).toBe(quantile === 0.3);
  });

  test("a skewed proposal: only its weights make up for it", async () => {
    const proposal = asProposal(normal([-0.5], [1]));
    const round = await proposedRound("skewed", proposal, 20_000, noisy);
    const algorithm = abcSmc({ prior, quantile: 0.2, distance: absolute });
    const accepted = (await algorithm.fit(stream(1), [round])).accepted(observed);
    expectExact(accepted, prior);
    const equal = accepted.weights.map(() => 1 / accepted.weights.length);
    const exact = exactOf(prior, accepted.threshold);
    const { mean } = weightedMoments(accepted.theta.data, equal);
    expect(Math.abs(mean - exact.mean)).toBeGreaterThan(2 * errorsOf(exact, accepted.weights).mean);
  });

  test("rounds of its own proposals", async () => {
    const algorithm = abcSmc({ prior, distance: absolute });
    const rounds: Round[] = [priorRound("smc", prior, 2000, noisy)];
    for (const seed of ["second", "third", "fourth"]) {
      const fit = await algorithm.fit(stream(1), rounds);
      rounds.push(await proposedRound(seed, fit.proposal!(observed), 2000, noisy));
    }
    const accepted = (await algorithm.fit(stream(1), rounds)).accepted(observed);
    expect(accepted.theta.rows).toBe(1000);
    expect(new Set(accepted.round)).toEqual(new Set([0, 1, 2, 3]));
    expectExact(accepted, prior);
    // One round in four is from the prior, so no weight is above four times what the prior's alone would be.
    expect(effectiveRows(accepted.weights)).toBeGreaterThan(500);
  });
});

const moreOftenAbove = (rng: Rng, theta: Float64Array) => {
  const [x] = noisy(rng, theta);
  return [rng.normal() < theta[0] ? Number.NaN : x];
};

test("failures that depend on theta leave the posterior of a valid observation right", async () => {
  const prior = normal([0], [1]);
  const round = priorRound("failing", prior, 20_000, moreOftenAbove);
  const fit = await abcRejection({ prior, distance: absolute, quantile: 0.1 }).fit(stream(1), [
    round,
  ]);
  // Half of all fail, by symmetry; four binomial standard errors.
  expect(Math.abs(fit.excludedRows - 10_000)).toBeLessThan(4 * Math.sqrt(5000));
  const { theta, threshold, weights } = fit.accepted(observed);
  expect(theta.rows).toBe(2000);
  const near = nearProbability(observed[0], threshold, NOISE);
  const exact = quadrature((t) => Math.exp(-0.5 * t * t) * normalCdf(-t) * near(t), -6, 6);
  const errors = errorsOf(exact, weights);
  const { mean, std } = weightedMoments(theta.data, weights);
  expect(Math.abs(mean - exact.mean)).toBeLessThan(errors.mean);
  expect(Math.abs(std - exact.std)).toBeLessThan(errors.std);
  expect(Math.abs(mean - exactOf(prior, threshold).mean)).toBeGreaterThan(errors.mean);
});

const neverBelow = (rng: Rng, theta: Float64Array) =>
  theta[0] < 0.5 ? [Number.NaN] : noisy(rng, theta);

test("failed simulations count among those a later round is weighed against", async () => {
  const prior = box([-2], [2]);
  const proposal = asProposal(normal([1.5], [0.4]));
  const rounds = [
    priorRound("first", prior, 10_000, neverBelow),
    await proposedRound("second", proposal, 10_000, neverBelow),
  ];
  const fit = await abcSmc({ prior, distance: absolute, quantile: 0.4 }).fit(stream(1), rounds);
  const { theta, threshold, weights } = fit.accepted(observed);
  const near = nearProbability(observed[0], threshold, NOISE);
  const exact = quadrature((t) => (t > 0.5 ? near(t) : 0), -2, 2);
  const errors = errorsOf(exact, weights);
  const { mean, std } = weightedMoments(theta.data, weights);
  expect(Math.abs(mean - exact.mean)).toBeLessThan(errors.mean);
  expect(Math.abs(std - exact.std)).toBeLessThan(errors.std);
});
