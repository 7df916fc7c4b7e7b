import { box } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Rng, Round } from "@retrodict/spec";
import { expect, test } from "vitest";
import { snle } from "./index.ts";

const prior = box([-2], [2]);
const STD = 0.5;
const ROWS = 4000;

/** p(valid | theta): simulations fail more often the smaller theta is. */
const chance = (theta: number): number => 1 / (1 + Math.exp(-2 * theta));

/** A noisy reading of theta, or nothing. */
function round(rng: Rng): Round {
  const theta = prior.sample(rng.fork("theta"), ROWS);
  const noise = rng.fork("noise");
  const x = theta.data.map((t) => {
    const value = t + STD * noise.normal();
    return noise.uniform() < chance(t) ? value : NaN;
  });
  return { theta, x: matrix(ROWS, 1, x), proposal: "prior" };
}

const algorithm = snle({ prior, estimator: maf({ transforms: 1, blocks: 1, hidden: 8 }) });
const fit = await algorithm.fit(stream("fit"), [round(stream("round"))], { epochs: 20 });
const trials = matrix(4, 1, Float64Array.of(-0.8, 0.1, -0.3, -0.2));

/** A bound on the mean squared error that k coefficients leave after that many rows. */
const squares = (k: number, rows: number): number => (k + 4 * Math.sqrt(2 * k)) / rows;

/** Mean and standard deviation, with and without the factor p(valid | theta), once a trial. */
function exact(withFactor: boolean): { readonly mean: number; readonly std: number } {
  const grid = Float64Array.from({ length: 4000 }, (_, i) => -2 + (i + 0.5) / 1000);
  const mass = grid.map((t) => {
    const squares = trials.data.reduce((sum, x) => sum + ((x - t) / STD) ** 2, 0);
    return Math.exp(-squares / 2) * (withFactor ? chance(t) ** trials.rows : 1);
  });
  const total = mass.reduce((a, b) => a + b, 0);
  const mean = mass.reduce((sum, m, i) => sum + (m / total) * grid[i], 0);
  const variance = mass.reduce((sum, m, i) => sum + (m / total) * (grid[i] - mean) ** 2, 0);
  return { mean, std: Math.sqrt(variance) };
}

test("failed simulations are left out, and the probability of an output makes up for it", async () => {
  expect(algorithm.accepts.failures).toBe("modelled");
  expect(fit.excludedRows).toBeGreaterThan(ROWS / 4);
  const { samples, diagnostics } = await fit.posterior(trials).sample(stream("draws"), 4000);
  const { mean, std } = exact(true);
  // Errors of the log-likelihood, three coefficients from half the rows, and of the logarithm of a
  // probability of about ½, whose logit's two coefficients have information ¼ a row; for four trials at once.
  const error =
    trials.rows * (Math.sqrt(squares(3, ROWS / 2)) + 0.5 * Math.sqrt(squares(2, ROWS / 4)));
  const tolerance = 4 / Math.sqrt(diagnostics.ess) + error;
  expect(Math.abs(columnMeans(samples)[0] - mean) / std).toBeLessThan(tolerance);
  expect(Math.abs((columnStds(samples)[0] / std) ** 2 - 1)).toBeLessThan(Math.SQRT2 * tolerance);
  // Without it the posterior would be another one.
  expect((mean - exact(false).mean) / std).toBeGreaterThan(1.5 * tolerance);
});

test("the likelihood has the probability in it, and its gradient", () => {
  const points = prior.sample(stream("points"), 5);
  const likelihood = fit.likelihood(trials);
  const { logDensity, grad } = likelihood.logDensityGrad(points);
  expect(logDensity).toEqual(likelihood.logDensity(points));
  // In float32: steps whose rounding, 1e-6 of a log-density of tens, is small beside their curvature.
  const h = 0.01;
  const along = (step: number) =>
    likelihood.logDensity(
      matrix(
        5,
        1,
        points.data.map((t) => t + step),
      ),
    );
  const [up, down] = [along(h), along(-h)];
  grad.data.forEach((value, i) => {
    const numeric = (up[i] - down[i]) / (2 * h);
    expect(Math.abs(value - numeric)).toBeLessThan(0.02 * Math.max(1, Math.abs(value)));
  });
});

test("the probability is saved and restored", () => {
  const points = prior.sample(stream("points"), 5);
  const restored = algorithm.restore!(algorithm.save!(fit));
  expect(restored.likelihood(trials).logDensity(points)).toEqual(
    fit.likelihood(trials).logDensity(points),
  );
});

test("too few failures to learn from are a warning", async () => {
  const whole = round(stream("whole"));
  const x = whole.theta.data.map((value, i) => (i === 7 ? NaN : value));
  const few = await algorithm.fit(stream(1), [{ ...whole, x: matrix(ROWS, 1, x) }], { epochs: 1 });
  const { warnings } = await few.posterior(trials).sample(stream(2), 10);
  expect(warnings.some((warning) => warning.includes("invalid"))).toBe(true);
});
