import { normal } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { columnMeans, columnStds, matrix, row } from "@retrodict/matrix";
import { mixed } from "@retrodict/mixed";
import { stream } from "@retrodict/random";
import type { Matrix, Rng, Round } from "@retrodict/spec";
import { expect, test } from "vitest";
import { snle } from "./index.ts";

const prior = normal([0], [1]);
const STD = 0.3;

/** Probability of choice 1, and the mean of the logarithm of the time it takes. */
const chance = (theta: number): number => 1 / (1 + Math.exp(-2 * theta));
const pace = (theta: number, choice: number): number => 0.5 * theta - 0.4 * choice;

function simulated(rng: Rng, theta: Matrix): Matrix {
  const x = matrix(theta.rows, 2);
  theta.data.forEach((t, i) => {
    const choice = rng.uniform() < chance(t) ? 1 : 0;
    x.data.set([Math.exp(pace(t, choice) + STD * rng.normal()), choice], 2 * i);
  });
  return x;
}

function round(rng: Rng, rows: number): Round {
  const theta = prior.sample(rng.fork("theta"), rows);
  return { theta, x: simulated(rng.fork("x"), theta), proposal: "prior" };
}

function exact(theta: number, [time, choice]: Float64Array): number {
  const residual = (Math.log(time) - pace(theta, choice)) / STD;
  const density = -0.5 * residual ** 2 - Math.log(STD * Math.sqrt(2 * Math.PI) * time);
  return density + Math.log(choice === 1 ? chance(theta) : 1 - chance(theta));
}

const ROWS = 4000;
const continuous = maf({ transforms: 2, blocks: 1, hidden: 10 });
const estimator = mixed({ discrete: { 1: [0, 1] }, hidden: 10, blocks: 1, continuous });
const fit = await snle({ prior, estimator }).fit(stream("fit"), [round(stream("round"), ROWS)], {
  epochs: 60,
});
/**
 * Mean squared error of the log-likelihood after learning two coefficients of a choice and four of its time, see the
 * linear Gaussian test, and as many again for the bends that networks may take.
 */
const BOUND = (12 + 4 * Math.sqrt(24)) / ROWS;

test("choices and their times: the likelihood is the closed form, in units of time", async () => {
  expect(fit.artifact.x.logs).toEqual([0]);
  const { theta, x } = round(stream("new"), 1000);
  let squares = 0;
  for (let i = 0; i < 1000; i++) {
    const value = fit.likelihood(row(x, i)).logDensity(matrix(1, 1, row(theta, i)))[0];
    squares += (value - exact(theta.data[i], row(x, i))) ** 2 / 1000;
  }
  expect(squares).toBeLessThan(BOUND);
});

test("its gradient is that of its finite differences", () => {
  const { x } = round(stream("trials"), 3);
  const likelihood = fit.likelihood(x);
  const theta = Float64Array.of(-1, 0.2, 0.9);
  const { grad } = likelihood.logDensityGrad(matrix(3, 1, theta));
  // In float32: steps that its rounding, 1e-6 of a log-density of about 10, drowns no more than its curvature.
  const h = 0.02;
  const along = (step: number) =>
    likelihood.logDensity(
      matrix(
        3,
        1,
        theta.map((t) => t + step),
      ),
    );
  const [up, down] = [along(h), along(-h)];
  grad.data.forEach((value, i) => {
    expect(Math.abs(value - (up[i] - down[i]) / (2 * h))).toBeLessThan(
      0.02 * Math.max(1, Math.abs(value)),
    );
  });
});

test("the posterior of ten trials", async () => {
  const x = simulated(stream("ten"), matrix(10, 1, new Float64Array(10).fill(0.7)));
  const { samples, diagnostics } = await fit.posterior(x).sample(stream("draws"), 4000);
  const grid = Float64Array.from({ length: 4000 }, (_, i) => -4 + (i + 0.5) / 500);
  const mass = grid.map((t) => {
    let logDensity = -0.5 * t * t;
    for (let k = 0; k < 10; k++) logDensity += exact(t, row(x, k));
    return Math.exp(logDensity);
  });
  const total = mass.reduce((a, b) => a + b, 0);
  const mean = mass.reduce((sum, m, i) => sum + (m / total) * grid[i], 0);
  const std = Math.sqrt(mass.reduce((sum, m, i) => sum + (m / total) * (grid[i] - mean) ** 2, 0));
  const tolerance = 4 / Math.sqrt(diagnostics.ess) + Math.sqrt(10 * BOUND);
  expect(Math.abs(columnMeans(samples)[0] - mean) / std).toBeLessThan(tolerance);
  expect(Math.abs((columnStds(samples)[0] / std) ** 2 - 1)).toBeLessThan(Math.SQRT2 * tolerance);
});
