import { maf } from "@retrodict/maf";
import { columnMeans, columnStds, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { nuts } from "@retrodict/samplers";
import type { Matrix, Observed } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { restoreFit, snle, type SnleFit } from "./index.ts";
import {
  COEFFICIENTS,
  exactLogLikelihood,
  exactMoments,
  prior,
  round,
  simulated,
} from "./linear-gaussian.test.helper.ts";

const ROWS = 4000;
/**
 * Of a maximum-likelihood fit of k coefficients to n simulations, n times the mean squared error of the log-likelihood
 * is about chi-squared with k degrees of freedom: its mean and four standard deviations.
 */
const BOUND = (COEFFICIENTS + 4 * Math.sqrt(2 * COEFFICIENTS)) / ROWS;

const estimator = maf({ transforms: 2, blocks: 1, hidden: 10 });
const algorithm = snle({ prior, estimator });
const options = { epochs: 20 };
const fit = algorithm.fit(stream("fit"), [round(stream("round"), ROWS)], options);
const observed = Float64Array.of(0.9, -0.4, 0.6);

/**
 * Draws against the exact posterior: four standard errors of their effective number, and what the error of the
 * log-density allows, as |cov(error, theta)| ≤ std(error) std(theta).
 */
async function expectExact(learned: SnleFit, data: Observed, trials: Matrix): Promise<void> {
  const { samples, diagnostics } = await learned.posterior(data).sample(stream("draws"), 4000);
  const exact = exactMoments(trials);
  const tolerance = 4 / Math.sqrt(diagnostics.ess) + Math.sqrt(trials.rows * BOUND);
  columnMeans(samples).forEach((mean, j) => {
    expect(Math.abs(mean - exact.mean[j]) / exact.std[j]).toBeLessThan(tolerance);
  });
  // The square of a standardised value has standard deviation √2.
  columnStds(samples).forEach((std, j) => {
    expect(Math.abs((std / exact.std[j]) ** 2 - 1)).toBeLessThan(Math.SQRT2 * tolerance);
  });
}

describe("linear Gaussian data with correlated noise, uniform prior", () => {
  test("the likelihood is the closed form, in units of x", async () => {
    const { theta, x } = round(stream("new"), 1000);
    const exact = exactLogLikelihood(theta, x);
    const learned = await fit;
    let squares = 0;
    for (let i = 0; i < theta.rows; i++) {
      const value = learned.likelihood(row(x, i)).logDensity(matrix(1, 2, row(theta, i)))[0];
      squares += (value - exact[i]) ** 2 / theta.rows;
    }
    expect(squares).toBeLessThan(BOUND);
  });

  test("the posterior of one observation", async () => {
    await expectExact(await fit, observed, matrix(1, 3, observed));
  });

  test("the posterior of five independent trials", async () => {
    const theta = matrix(
      5,
      2,
      Float64Array.from({ length: 10 }, (_, i) => [0.4, -0.9][i % 2]),
    );
    const trials = simulated(stream("trials"), theta);
    await expectExact(await fit, trials, trials);
  });

  test("gradients lead chains to the same posterior", async () => {
    const { artifact } = await fit;
    const own = estimator({ targetDim: 3, contextDim: 2 });
    const followed = restoreFit(artifact, { prior, estimator: own, sampler: nuts() });
    await expectExact(followed, observed, matrix(1, 3, observed));
  });

  test("two rounds, the second drawn from the posterior of the first: nothing is to be corrected", async () => {
    const first = round(stream("first"), ROWS / 2);
    const proposal = (await algorithm.fit(stream(1), [first], options)).posterior(observed);
    const { samples: theta } = await proposal.sample(stream(2), ROWS / 2);
    const second = { theta, x: simulated(stream(3), theta), proposal };
    const learned = await algorithm.fit(stream(4), [first, second], options);
    await expectExact(learned, observed, matrix(1, 3, observed));
  });
});
