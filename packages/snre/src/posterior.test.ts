import { classifier } from "@retrodict/classifier";
import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { expect, test } from "vitest";
import { snreC, type SnreFit } from "./index.ts";
import { exactMoments, prior, round, simulated } from "./linear-gaussian.test.helper.ts";

/**
 * Over six sets of 10 000 simulations the log-ratio had a root mean square error of 0.138 ± 0.007: four standard
 * deviations above it. The errors of several trials may all point one way.
 */
const LOG_RATIO_ERROR = 0.17;

const algorithm = snreC({ prior, estimator: classifier({ hidden: 30, blocks: 1 }) });
const options = { epochs: 40 };
const observed = matrix(1, 2, Float64Array.of(0.9, -0.4));
const simulations = 10_000;
const fit = algorithm.fit(stream("fit"), [round(stream("round"), simulations)], options);

/**
 * Draws against the exact posterior: four standard errors of their effective number, and what the error of the
 * log-density allows, as |cov(error, theta)| ≤ std(error) std(theta).
 */
async function expectExact(learned: SnreFit, trials: Matrix): Promise<void> {
  const { samples, diagnostics } = await learned.posterior(trials).sample(stream("draws"), 4000);
  const { mean, covariance } = exactMoments(trials);
  const tolerance = 4 / Math.sqrt(diagnostics.ess) + trials.rows * LOG_RATIO_ERROR;
  const variance = (j: number): number => covariance.data[3 * j];
  columnMeans(samples).forEach((value, j) => {
    expect(Math.abs(value - mean[j]) / Math.sqrt(variance(j))).toBeLessThan(tolerance);
  });
  // The square of a standardised value has standard deviation √2.
  columnStds(samples).forEach((value, j) => {
    expect(Math.abs(value ** 2 / variance(j) - 1)).toBeLessThan(Math.SQRT2 * tolerance);
  });
}

test("the posterior of one observation", async () => {
  await expectExact(await fit, observed);
});

test("the posterior of five independent trials", async () => {
  const theta = matrix(
    5,
    2,
    Float64Array.from({ length: 10 }, (_, i) => [0.4, -0.9][i % 2]),
  );
  await expectExact(await fit, simulated(stream("trials"), theta));
});

test("two rounds, the second drawn from the posterior of the first: the posterior is the same", async () => {
  const first = round(stream("first"), simulations / 2);
  const proposal = (await algorithm.fit(stream(1), [first], { epochs: 10 })).posterior(observed);
  const { samples: theta } = await proposal.sample(stream(2), simulations / 2);
  const second = { theta, x: simulated(stream(3), theta), proposal };
  const learned = await algorithm.fit(stream(4), [first, second], options);
  await expectExact(learned, observed);
  expect(learned.ratio).toBe("up-to-constant");
});
