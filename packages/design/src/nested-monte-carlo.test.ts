import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { nestedMonteCarlo, type TractableExperiment } from "./index.ts";
import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import {
  covariance,
  exactInformation,
  exactPosterior,
  experiments,
  prior,
} from "./linear-gaussian.test.helper.ts";

test("the bounds enclose the closed form, and the ranking is right", async () => {
  const { ranking, verdict } = await nestedMonteCarlo(stream(1), prior, experiments, {
    evaluations: 1500,
    contrasts: 1500,
  });
  for (const { experiment, lower, upper } of ranking) {
    const exact = exactInformation(covariance, experiment);
    expect(lower.value).toBeLessThan(exact + 4 * lower.standardError);
    expect(upper!.value).toBeGreaterThan(exact - 4 * upper!.standardError);
    // With 1500 contrasts the bounds lie within 0.02 of the truth, which leaves the errors.
    expect(lower.value).toBeGreaterThan(exact - 4 * lower.standardError - 0.02);
    expect(upper!.value).toBeLessThan(exact + 4 * upper!.standardError + 0.02);
    expect(upper!.value).toBeGreaterThan(lower.value);
  }
  const byTruth = experiments.toSorted(
    (a, b) => exactInformation(covariance, b) - exactInformation(covariance, a),
  );
  expect(ranking.map(({ experiment }) => experiment.name)).toEqual(byTruth.map(({ name }) => name));
  expect(verdict.outcome).toBe("clear");
  expect(verdict.sentence).toMatch(
    /^sum, precisely is expected to tell most: at least 1\.\d\d ± 0\.\d\d nats, more than any other/,
  );
});

test("with a likelihood that is wrong, the lower bound is still one", async () => {
  const [, , both] = experiments;
  const overconfident: TractableExperiment = {
    ...both,
    logLikelihood: (theta, x) => both.logLikelihood(theta, x).map((value) => 4 * value),
  };
  const { ranking } = await nestedMonteCarlo(stream(5), prior, [overconfident], {
    evaluations: 1000,
    contrasts: 500,
  });
  const [{ lower, upper }] = ranking;
  const exact = exactInformation(covariance, both);
  expect(lower.value).toBeLessThan(exact + 4 * lower.standardError);
  // The upper one is none: here it has fallen short.
  expect(upper!.value).toBeLessThan(exact);
});

test("standard errors are the standard deviations of the estimates, contrasts included", async () => {
  const repeats = 300;
  const values = new Float64Array(repeats);
  const errors = new Float64Array(repeats);
  for (let r = 0; r < repeats; r++) {
    const { ranking } = await nestedMonteCarlo(stream(2).fork(r), prior, [experiments[0]], {
      evaluations: 200,
      contrasts: 50,
    });
    values[r] = ranking[0].lower.value;
    errors[r] = ranking[0].lower.standardError;
  }
  const ratio =
    columnStds(matrix(repeats, 1, values))[0] / columnMeans(matrix(repeats, 1, errors))[0];
  // The standard deviation of 300 estimates is known to 1 / √600 = 4 %, three of which are allowed for.
  expect(Math.abs(ratio - 1)).toBeLessThan(0.12);
});

test("the posterior after an experiment is the exact one", async () => {
  const [first] = experiments;
  const { ranking } = await nestedMonteCarlo(stream(3), prior, [first], {
    evaluations: 10,
    contrasts: 10,
  });
  const x = Float64Array.of(1.5);
  const theta = prior.sample(stream(4), 5);
  const found = ranking[0].posterior(x).logDensity(theta);
  const exact = exactPosterior(covariance, first, x).logDensity(theta);
  found.forEach((value, i) => expect(value - found[0]).toBeCloseTo(exact[i] - exact[0], 10));
});
