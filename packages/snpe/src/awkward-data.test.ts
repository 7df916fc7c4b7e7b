/** Problems that trip up training, each with a posterior known in closed form, on every density estimator. */
import { multivariateNormal, normal } from "@retrodict/distributions";
import { ensemble } from "@retrodict/ensemble";
import { maf } from "@retrodict/maf";
import { columnMeans, columnStds, fromRows, matrix } from "@retrodict/matrix";
import { mdn } from "@retrodict/mdn";
import { nsf } from "@retrodict/nsf";
import { stream } from "@retrodict/random";
import type {
  ConditionalDensityEstimator,
  Distribution,
  EstimatorFactory,
  Matrix,
  Rng,
} from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { snpe } from "./index.ts";

const estimators: readonly [string, EstimatorFactory<ConditionalDensityEstimator>][] = [
  ["maf", maf({ transforms: 2, hidden: 20 })],
  ["nsf", nsf({ transforms: 2, hidden: 20, bins: 5 })],
  ["mdn", mdn({ components: 3, hidden: 20 })],
  [
    "an ensemble of mafs",
    ensemble([maf({ transforms: 1, hidden: 20 }), maf({ transforms: 2, hidden: 10 })]),
  ],
];

interface Problem {
  readonly name: string;
  readonly simulations: number;
  readonly prior: Distribution;
  simulate(rng: Rng, theta: Float64Array): readonly number[];
  readonly observed: readonly number[];
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

const SCALES = [1e-4, 1e3];

/** `n` independent noisy copies of theta, of a standard normal prior, have a normal posterior. */
const copies = (n: number, noise: number, value: number) => {
  const precision = 1 + n / noise ** 2;
  return { mean: [(n * value) / noise ** 2 / precision], std: [1 / Math.sqrt(precision)] };
};

const problems: readonly Problem[] = [
  {
    name: "one parameter, one feature",
    simulations: 1000,
    prior: normal([0], [1]),
    simulate: (rng, [theta]) => [theta + 0.5 * rng.normal()],
    observed: [0.6],
    ...copies(1, 0.5, 0.6),
  },
  {
    name: "a constant feature",
    simulations: 1000,
    prior: normal([0], [1]),
    simulate: (rng, [theta]) => [7, theta + 0.5 * rng.normal()],
    observed: [7, 0.6],
    ...copies(1, 0.5, 0.6),
  },
  {
    name: "a hundred features",
    simulations: 2000,
    prior: normal([0], [1]),
    simulate: (rng, [theta]) => Array.from({ length: 100 }, () => theta + 10 * rng.normal()),
    observed: Array.from({ length: 100 }, (_, i) => 0.4 + 10 * Math.sin(i * 2.4)),
    ...copies(100, 10, 0.4 + meanOf(100, (i) => 10 * Math.sin(i * 2.4))),
  },
  {
    name: "scales ten million-fold apart",
    simulations: 1000,
    prior: normal([0, 0], SCALES),
    simulate: (rng, theta) => SCALES.map((s, j) => (theta[j] + 0.5 * s * rng.normal()) / s ** 2),
    observed: SCALES.map((s) => 0.6 / s),
    mean: SCALES.map((s) => s * copies(1, 0.5, 0.6).mean[0]),
    std: SCALES.map((s) => s * copies(1, 0.5, 0.6).std[0]),
  },
  {
    name: "a feature of Cauchy noise beside a good one",
    simulations: 1000,
    prior: normal([0], [1]),
    simulate: (rng, [theta]) => [theta + 0.5 * rng.normal(), rng.normal() / rng.normal()],
    observed: [0.6, 0.1],
    ...copies(1, 0.5, 0.6),
  },
];

function meanOf(n: number, value: (i: number) => number): number {
  return Array.from({ length: n }, (_, i) => value(i) / n).reduce((a, b) => a + b);
}

function simulations({ prior, simulations: rows, simulate }: Problem) {
  const rng = stream("simulations");
  const theta = prior.sample(rng, rows);
  const x: Matrix = fromRows(
    Array.from({ length: rows }, (_, i) => [
      ...simulate(rng, theta.data.subarray(i * theta.cols, (i + 1) * theta.cols)),
    ]),
  );
  return { theta, x, proposal: "prior" as const };
}

describe.each(estimators)("%s", (_, estimator) => {
  test.each(problems)("$name", async (problem) => {
    const algorithm = snpe({ prior: problem.prior, estimator });
    const fit = await algorithm.fit(stream(1), [simulations(problem)], { epochs: 60 });
    const posterior = fit.posterior(Float64Array.from(problem.observed));
    const { samples } = await posterior.sample(stream(2), 2000);
    const [means, stds] = [columnMeans(samples), columnStds(samples)];
    for (let j = 0; j < samples.cols; j++) {
      // A regression on 1000 rows knows a mean to about 0.1 standard deviations, a network to a few times that.
      expect(Math.abs(means[j] - problem.mean[j])).toBeLessThan(0.4 * problem.std[j]);
      expect(Math.abs(Math.log(stds[j] / problem.std[j]))).toBeLessThan(0.25);
    }
    const density = posterior.logDensity(samples);
    expect(density.every((v) => Number.isFinite(v))).toBe(true);
  });

  test("50 simulations of 5 parameters give a posterior no wider than the prior by much", async () => {
    const prior = multivariateNormal(new Float64Array(5), identity(5));
    const rng = stream("few");
    const theta = prior.sample(rng, 50);
    const x = matrix(
      50,
      5,
      theta.data.map((v) => v + 0.5 * rng.normal()),
    );
    const fit = await snpe({ prior, estimator }).fit(stream(3), [{ theta, x, proposal: "prior" }]);
    const { samples } = await fit.posterior(new Float64Array(5)).sample(stream(4), 1000);
    for (const std of columnStds(samples)) {
      expect(std).toBeGreaterThan(0.2); // truth: 0.45
      expect(std).toBeLessThan(1.2);
    }
  });
});

function identity(n: number): Matrix {
  return matrix(
    n,
    n,
    Float64Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0)),
  );
}
