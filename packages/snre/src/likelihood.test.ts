import { classifier } from "@retrodict/classifier";
import { box, independent, logNormal } from "@retrodict/distributions";
import { gatherRows, matrix, row, stackRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix, Round } from "@retrodict/spec";
import { referenceEngine } from "@retrodict/tensor";
import { expect, test } from "vitest";
import { snreA } from "./index.ts";

const prior = independent(box([-1], [1]), logNormal([0], [1]));

/** The second column is far from normal, so that it enters twice. */
function round(rows: number): Round {
  const theta = prior.sample(stream("theta"), rows);
  const rng = stream("x");
  const x = matrix(rows, 2);
  for (let i = 0; i < rows; i++) {
    const [a, b] = row(theta, i);
    x.data.set([a + 0.2 * rng.normal(), b * Math.exp(rng.normal())], 2 * i);
  }
  return { theta, x, proposal: "prior" };
}

const simulations = round(300);
const estimator = classifier({ hidden: 8, blocks: 1, engine: referenceEngine() });
const algorithm = snreA({ prior, estimator });
const fit = await algorithm.fit(stream("fit"), [simulations], { epochs: 5 });
const trials = gatherRows(simulations.x, [3, 14, 15]);
const points = prior.sample(stream("points"), 8);

const repeated = (m: Matrix, i: number): Matrix =>
  gatherRows(
    m,
    Array.from({ length: 8 }, () => i),
  );

test("is the sum of the log-ratios of each trial", () => {
  const parts = [0, 1, 2].map((t) => fit.logRatio(points, repeated(trials, t)));
  fit
    .likelihood(trials)
    .logDensity(points)
    .forEach((value, i) => {
      expect(value).toBeCloseTo(
        parts.reduce((sum, part) => sum + part[i], 0),
        10,
      );
    });
});

test("the posterior's log-density adds the prior's", () => {
  const [likelihood, inPrior] = [
    fit.likelihood(trials).logDensity(points),
    prior.logDensity(points),
  ];
  fit
    .posterior(trials)
    .logDensity(points)
    .forEach((value, i) => {
      expect(value).toBeCloseTo(likelihood[i] + inPrior[i], 10);
    });
});

test("has the gradient of its finite differences", () => {
  const likelihood = fit.likelihood(trials);
  const { logDensity, grad } = likelihood.logDensityGrad(points);
  expect(logDensity).toEqual(likelihood.logDensity(points));
  grad.data.forEach((value, at) => {
    const h = 1e-6 * Math.abs(points.data[at]);
    const along = (step: number): number => {
      const data = points.data.slice();
      data[at] += step;
      return likelihood.logDensity(matrix(8, 2, data))[Math.floor(at / 2)];
    };
    const numeric = (along(h) - along(-h)) / (2 * h);
    expect(Math.abs(value - numeric)).toBeLessThan(1e-5 * Math.max(1, Math.abs(numeric)));
  });
});

test("values and gradients do not depend on how many trials and theta meet", () => {
  const many = prior.sample(stream("many"), 90);
  const whole = fit
    .likelihood(stackRows(...Array.from({ length: 20 }, () => trials)))
    .logDensityGrad(many);
  const once = fit.likelihood(trials).logDensityGrad(many);
  whole.logDensity.forEach((value, i) => expect(value).toBeCloseTo(20 * once.logDensity[i], 6));
  whole.grad.data.forEach((value, at) => expect(value).toBeCloseTo(20 * once.grad.data[at], 6));
});
