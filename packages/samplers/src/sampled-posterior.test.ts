import { box, normal } from "@retrodict/distributions";
import { columnMeans, fromRows, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Distribution, Matrix } from "@retrodict/spec";
import { expect, test } from "vitest";
import { nuts, sampledPosterior, slice, type DifferentiableLikelihood } from "./index.ts";

const observed = fromRows([[0.3], [0.7]]);
const prior = box([0, -1], [2, 1]);

/** Trials normal about theta_0, of variance exp(theta_1); a first parameter below 0 must not be asked for. */
const likelihood: DifferentiableLikelihood = {
  logDensity: (theta) => likelihood.logDensityGrad(theta).logDensity,
  logDensityGrad(theta: Matrix) {
    const grad = matrix(theta.rows, 2);
    const logDensity = Float64Array.from({ length: theta.rows }, (_, i) => {
      const [mean, logVariance] = row(theta, i);
      expect(mean).toBeGreaterThanOrEqual(0);
      let value = 0;
      for (const x of observed.data) {
        const square = ((x - mean) ** 2 * Math.exp(-logVariance)) / 2;
        value -= square + logVariance / 2;
        grad.data[2 * i] += (x - mean) * Math.exp(-logVariance);
        grad.data[2 * i + 1] += square - 0.5;
      }
      return value;
    });
    return { logDensity, grad };
  },
};
const posterior = sampledPosterior({ prior, likelihood, observed, sampler: slice() });

test("is likelihood and prior together, and nothing beyond the prior, where the likelihood is not asked", () => {
  const theta = fromRows([
    [0.5, 0.2],
    [-0.1, 0],
    [1, NaN],
  ]);
  const expected =
    prior.logDensity(fromRows([[0.5, 0.2]]))[0] + likelihood.logDensity(fromRows([[0.5, 0.2]]))[0];
  expect([...posterior.logDensity(theta)]).toEqual([expected, -Infinity, -Infinity]);
  expect(posterior.normalized).toBe(false);
  expect(posterior.observed).toBe(observed);
  expect(posterior.support).toBe(prior.support);
});

test("a likelihood that is no number is no density", () => {
  const broken = sampledPosterior({
    prior,
    likelihood: { logDensity: (theta) => new Float64Array(theta.rows).fill(NaN) },
    observed,
    sampler: slice(),
  });
  expect([...broken.logDensity(fromRows([[0.5, 0]]))]).toEqual([-Infinity]);
});

test("has the gradient of the finite differences, and none beyond the prior", () => {
  if (!("logDensityGrad" in posterior)) throw new Error("expected a gradient");
  const differentiable = posterior as typeof posterior & DifferentiableLikelihood;
  const at = [0.5, 0.2];
  const { logDensity, grad } = differentiable.logDensityGrad(fromRows([at, [-0.1, 0]]));
  expect([...logDensity]).toEqual([...posterior.logDensity(fromRows([at, [-0.1, 0]]))]);
  const h = 1e-5;
  at.forEach((_, j) => {
    const shifted = (by: number): number =>
      posterior.logDensity(fromRows([at.map((value, k) => value + (k === j ? by : 0))]))[0];
    expect(grad.data[j]).toBeCloseTo((shifted(h) - shifted(-h)) / (2 * h), 6);
  });
  expect([...row(grad, 1)]).toEqual([0, 0]);
});

test("is drawn from by its sampler, started from the prior", async () => {
  const conjugate = sampledPosterior({
    prior: normal([0, 0], [1, 1]),
    likelihood: {
      // One observation of both parameters, with noise of variance 1.
      logDensity: (theta) =>
        Float64Array.from({ length: theta.rows }, (_, i) =>
          row(theta, i).reduce((sum, value) => sum - 0.5 * (value - 2) ** 2, 0),
        ),
    },
    observed: fromRows([[2, 2]]),
    sampler: slice(),
  });
  const { samples, diagnostics } = await conjugate.sample(stream(1), 2048);
  // Normal about 1, of variance one half.
  const error = 4 * Math.sqrt(0.5 / diagnostics.ess);
  for (const mean of columnMeans(samples)) expect(Math.abs(mean - 1)).toBeLessThan(error);
});

test("a sampler that follows gradients is refused where there are none", async () => {
  const { logDensityGrad: _, ...plain } = prior;
  const without: Distribution = plain;
  const parts = { likelihood, observed, sampler: nuts() };
  // @ts-expect-error -- the prior has no gradient
  const one = sampledPosterior({ ...parts, prior: without });
  const { logDensity } = likelihood;
  // @ts-expect-error -- the likelihood has no gradient
  const other = sampledPosterior({ ...parts, prior, likelihood: { logDensity } });
  for (const refused of [one, other]) {
    await expect(refused.sample(stream(1), 10)).rejects.toThrow(
      /without logDensityGrad.*slice\(\)/,
    );
  }
});
