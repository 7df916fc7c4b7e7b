import { classifier } from "@retrodict/classifier";
import { box } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Rng, Round } from "@retrodict/spec";
import { expect, test } from "vitest";
import { snreA } from "./index.ts";

const prior = box([-2], [2]);
const STD = 0.8;
const ROWS = 6000;

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

const algorithm = snreA({ prior, estimator: classifier({ hidden: 20, blocks: 1 }) });
const fit = algorithm.fit(stream("fit"), [round(stream("round"))], { epochs: 60 });

/** Evenly spaced as the prior is: a mean over them is one over the prior. */
const GRID = 200;
const points = matrix(
  GRID,
  1,
  Float64Array.from({ length: GRID }, (_, i) => -2 + (i + 0.5) / 50),
);
/** log p(x, valid | theta) − log p(x, valid) on the grid. */
function exact(x: number): Float64Array {
  const joint = points.data.map((t) => Math.exp(-0.5 * ((x - t) / STD) ** 2) * chance(t));
  const evidence = joint.reduce((a, b) => a + b / GRID, 0);
  return joint.map((value) => Math.log(value / evidence));
}

/*
 * Root mean square errors under the posterior: their means and standard deviations over six sets of simulations, four
 * of which are allowed. Without log p(valid | theta) they would be 1.4, 0.7 and 0.3.
 */
test.each([
  [-1, 0.196, 0.05],
  [0, 0.089, 0.017],
  [1, 0.07, 0.008],
])("where simulations fail the ratio is that of being valid, too: x = %d", async (x, mean, std) => {
  const learned = (await fit).logRatio(points, matrix(GRID, 1, new Float64Array(GRID).fill(x)));
  const squares = exact(x).map((value, i) => (Math.exp(value) * (learned[i] - value) ** 2) / GRID);
  expect(Math.sqrt(squares.reduce((a, b) => a + b, 0))).toBeLessThan(mean + 4 * std);
});

test("likelihoods count it once a trial, with its gradient, and keep it when saved", async () => {
  const learned = await fit;
  const likelihood = learned.likelihood(matrix(2, 1, Float64Array.of(0.4, -0.3)));
  const { logDensity } = likelihood.logDensityGrad(points);
  const [first, second] = [0.4, -0.3].map((x) =>
    learned.logRatio(points, matrix(GRID, 1, new Float64Array(GRID).fill(x))),
  );
  // float32
  logDensity.forEach((v, i) => expect(Math.abs(v - first[i] - second[i])).toBeLessThan(1e-4));
  expect(algorithm.restore!(algorithm.save!(learned)).logRatio(points, points)).toEqual(
    learned.logRatio(points, points),
  );
  // Away from the edges, where it is steep, the gradient summed by trapezoids is the difference between the ends; steps
  // are small, as the gradient of rectified units jumps.
  const step = 1 / 400;
  const fine = Float64Array.from({ length: 1281 }, (_, i) => -1.6 + i * step);
  const along = likelihood.logDensityGrad(matrix(fine.length, 1, fine));
  const slopes = along.grad.data;
  const risen = step * (slopes.reduce((sum, g) => sum + g, 0) - (slopes[0] + slopes.at(-1)!) / 2);
  expect(Math.abs(risen - (along.logDensity.at(-1)! - along.logDensity[0]))).toBeLessThan(0.005);
});

test("failures are left out and counted", async () => {
  expect(algorithm.accepts.failures).toBe("modelled");
  expect((await fit).excludedRows).toBeGreaterThan(ROWS / 4);
});
