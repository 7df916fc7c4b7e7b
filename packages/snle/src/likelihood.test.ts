import { box, independent, logNormal } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { gatherRows, matrix, row, stackRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Round } from "@retrodict/spec";
import { referenceEngine } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { snle } from "./index.ts";

const prior = independent(box([-1], [1]), logNormal([0], [1]));

/** One column in plain units, one positive with noise in proportion. */
function round(rows: number): Round {
  const theta = prior.sample(stream("theta"), rows);
  const rng = stream("x");
  const x = matrix(rows, 2);
  for (let i = 0; i < rows; i++) {
    const [a, b] = row(theta, i);
    x.data.set([a ** 2 + 0.2 * rng.normal(), b * Math.exp(0.3 * rng.normal() + a)], 2 * i);
  }
  return { theta, x, proposal: "prior" };
}

const simulations = round(400);

describe("the likelihood of trials", async () => {
  const estimator = maf({ transforms: 2, blocks: 1, hidden: 8, engine: referenceEngine() });
  const fit = await snle({ prior, estimator }).fit(stream("fit"), [simulations], { epochs: 3 });
  const trials = gatherRows(simulations.x, [3, 14, 15]);
  const points = prior.sample(stream("points"), 8);

  test("learns positive columns with noise in proportion as logarithms, theta of a half-line too", () => {
    expect(fit.artifact.x.logs).toEqual([1]);
    expect(fit.artifact.theta.logs).toEqual([1]);
  });

  test("has the gradient of its finite differences", () => {
    const likelihood = fit.likelihood(trials);
    const { logDensity, grad } = likelihood.logDensityGrad(points);
    expect(logDensity).toEqual(likelihood.logDensity(points));
    grad.data.forEach((value, at) => {
      const h = 1e-5 * Math.max(1, Math.abs(points.data[at]));
      const along = (step: number): number => {
        const data = points.data.slice();
        data[at] += step;
        return likelihood.logDensity(matrix(8, 2, data))[Math.floor(at / 2)];
      };
      const numeric = (along(h) - along(-h)) / (2 * h);
      expect(Math.abs(value - numeric)).toBeLessThan(1e-5 * Math.max(1, Math.abs(numeric)));
    });
  });

  test("is the sum of those of each trial, however many meet however many theta", () => {
    const many = prior.sample(stream("many"), 90);
    const repeated = stackRows(...Array.from({ length: 20 }, () => trials));
    const whole = fit.likelihood(repeated).logDensityGrad(many);
    const parts = [0, 1, 2].map((t) => fit.likelihood(row(trials, t)).logDensityGrad(many));
    whole.logDensity.forEach((value, i) => {
      expect(value).toBeCloseTo(20 * parts.reduce((sum, part) => sum + part.logDensity[i], 0), 6);
    });
    whole.grad.data.forEach((value, at) => {
      expect(value).toBeCloseTo(20 * parts.reduce((sum, part) => sum + part.grad.data[at], 0), 6);
    });
  });

  test("is no number, so minus infinity, where theta has no logarithm", () => {
    const beyond = matrix(2, 2, Float64Array.of(0, 1, 0, -1));
    const { logDensity, grad } = fit.likelihood(trials).logDensityGrad(beyond);
    expect(logDensity[1]).toBe(-Infinity);
    expect(Number.isFinite(logDensity[0])).toBe(true);
    expect([...row(grad, 1)]).toEqual([0, 0]);
  });

  test("takes values beyond everything simulated to lie at the edge, and says so", async () => {
    const { lower, upper } = fit.artifact.x;
    const [edge, beyond] = [
      Float64Array.of(lower[0], upper[1]),
      Float64Array.of(lower[0] - 5, 1e6),
    ];
    expect(fit.likelihood(beyond).logDensity(points)).toEqual(
      fit.likelihood(edge).logDensity(points),
    );
    const atEdge = await fit.posterior(edge).sample(stream(1), 10);
    expect(atEdge.diagnostics.observedOutOfRange).toBe(0);
    const { diagnostics, warnings } = await fit.posterior(beyond).sample(stream(1), 10);
    expect(diagnostics.observedOutOfRange).toBe(2);
    expect(warnings.some((warning) => warning.includes("2 of the values observed"))).toBe(true);
  });
});
