/** Independent trials of a model learned one trial at a time, against closed forms. */
import { box, independent, logUniform, normal } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { columnMeans, columnStds, fromRows, matrix } from "@retrodict/matrix";
import { mdn } from "@retrodict/mdn";
import { stream } from "@retrodict/random";
import { nuts } from "@retrodict/samplers";
import { referenceEngine } from "@retrodict/tensor";
import type {
  DifferentiableLogDensity,
  Distribution,
  Matrix,
  Posterior,
  Round,
} from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { snpe, snpeC, type SnpeOptions } from "./index.ts";

const NOISE = 0.8;
const simulated = (prior: Distribution, rows: number): Round => {
  const theta = prior.sample(stream("theta"), rows);
  const rng = stream("noise");
  const data = theta.data.map((t) => t + NOISE * rng.normal());
  return { theta, x: matrix(rows, prior.dim, data), proposal: "prior" };
};
const fitted = (options: SnpeOptions, rows: number, epochs: number) =>
  snpe(options).fit(stream("fit"), [simulated(options.prior, rows)], { epochs });

describe("under a Gaussian prior", () => {
  const [center, scale] = [1, 2];
  const prior = normal([center], [scale]);
  const options = { prior, estimator: mdn({ components: 1, hidden: 10, layers: 1 }) };
  const trials = fromRows([[2.1], [1.2], [2.9], [1.6], [2.4]]);
  /** Exact mean and standard deviation where the prior counts `priors` times. */
  const exact = (priors: number) => {
    const precision = priors / scale ** 2 + 5 / NOISE ** 2;
    const sum = trials.data.reduce((a, b) => a + b);
    const mean = ((priors * center) / scale ** 2 + sum / NOISE ** 2) / precision;
    return { mean, std: 1 / Math.sqrt(precision) };
  };

  test.each([
    ["slices", {}],
    ["trajectories", { sampler: nuts() }],
  ])("five trials, drawn along %s, give the closed form", async (_, extra) => {
    const fit = await fitted({ ...options, ...extra }, 10_000, 60);
    const posterior = fit.posterior(trials);
    expect(posterior.observed).toEqual(trials);
    expect(posterior.normalized).toBe(false);
    const { samples, warnings } = await posterior.sample(stream(1), 4000);
    expect(warnings).toEqual([]);
    const { mean, std } = exact(1);
    /*
     * One trial's mean is known to 1 / √10 000 of its deviation; the same error in all five is 5 / √10 000 · 1 / √5 of
     * theirs, 0.02, doubled by training; the draws' is 0.02 where half of them count.
     */
    expect(Math.abs(columnMeans(samples)[0] - mean)).toBeLessThan(0.1 * std);
    expect(Math.abs(columnStds(samples)[0] / std - 1)).toBeLessThan(0.08);
    // Priors that were not taken off would pull the mean further than that.
    expect(Math.abs(exact(5).mean - mean)).toBeGreaterThan(0.3 * std);
  });

  test("one trial in a matrix is one observation", async () => {
    const fit = await fitted(options, 500, 2);
    const one = fit.posterior(fromRows([[2]]));
    const points = prior.sample(stream(2), 10);
    expect(one.normalized).toBe(true);
    expect(one.logDensity(points)).toEqual(fit.posterior(Float64Array.of(2)).logDensity(points));
  });

  test("a prior without gradient leaves slices, and other algorithms no trials", async () => {
    const plain: Distribution = {
      dim: 1,
      support: prior.support,
      logDensity: prior.logDensity,
      sample: prior.sample,
    };
    const fit = await fitted({ ...options, prior: plain }, 500, 2);
    const posterior = fit.posterior(trials);
    expect("logDensityGrad" in posterior).toBe(false);
    expect((await posterior.sample(stream(3), 50)).samples.rows).toBe(50);
    const algorithm = snpeC(options);
    const other = await algorithm.fit(stream(4), [simulated(prior, 100)], { epochs: 1 });
    expect(algorithm.accepts.trials).toBe(false);
    expect(() => other.posterior(trials)).toThrow("[snpe] expected one observation, got 5 trials");
  });
});

describe("gradients, of a box, a half-line and the line side by side", async () => {
  const prior = independent(box([-1], [2]), logUniform([0.1], [10]), normal([0], [3]));
  // In float64, so that differences are not all rounding.
  const estimator = maf({ transforms: 2, hidden: 6, engine: referenceEngine() });
  const fit = await fitted({ prior, estimator }, 300, 3);
  const points = prior.sample(stream("points"), 12);
  const trials = fromRows([
    [0.5, 1, 1],
    [0.2, 2, -2],
    [1.2, 4, 0],
  ]);

  test.each([
    ["one observation", fit.posterior(Float64Array.of(0.5, 2, 1))],
    ["three trials", fit.posterior(trials)],
  ])("of %s are those of the finite differences", (_, posterior) => {
    expectGradient(posterior, points);
  });

  test("are 0 where the prior is", () => {
    const outside = fromRows([[5, 1, 0]]);
    for (const posterior of [fit.posterior(Float64Array.of(0.5, 2, 1)), fit.posterior(trials)]) {
      const { logDensity, grad } = differentiable(posterior).logDensityGrad(outside);
      expect([...logDensity, ...grad.data]).toEqual([-Infinity, 0, 0, 0]);
    }
  });
});

function differentiable(posterior: Posterior): DifferentiableLogDensity {
  if (!("logDensityGrad" in posterior)) throw new Error("expected a gradient");
  return posterior as Posterior & DifferentiableLogDensity;
}

/** Differences of fourth order: about the step to the fourth, near an edge where slopes are ten times as steep. */
function expectGradient(posterior: Posterior, points: Matrix): void {
  const { logDensity, grad } = differentiable(posterior).logDensityGrad(points);
  posterior.logDensity(points).forEach((log, i) => expect(log).toBeCloseTo(logDensity[i], 5));
  for (let at = 0; at < points.data.length; at++) {
    const i = Math.floor(at / points.cols);
    const step = 1e-4;
    const moved = (by: number): number => {
      const one = matrix(points.rows, points.cols, points.data.slice());
      one.data[at] += by;
      return posterior.logDensity(one)[i];
    };
    const difference =
      (8 * (moved(step) - moved(-step)) - (moved(2 * step) - moved(-2 * step))) / (12 * step);
    expect(Math.abs(grad.data[at] - difference) / (1 + Math.abs(difference))).toBeLessThan(1e-5);
  }
}
