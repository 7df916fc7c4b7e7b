import { normal } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Rng, Round } from "@retrodict/spec";
import { expect, test } from "vitest";
import { snle } from "./index.ts";

const STD = 0.4;
const prior = normal([0], [1]);

/** Two readings of exp(theta) with noise in proportion: log-normal given theta. */
function round(rng: Rng, rows: number): Round {
  const theta = prior.sample(rng, rows);
  const x = matrix(rows, 2);
  for (let at = 0; at < 2 * rows; at++) {
    x.data[at] = Math.exp(theta.data[at >> 1] + STD * rng.normal());
  }
  return { theta, x, proposal: "prior" };
}

/** log p(x | theta) of one row, by the density of the logarithm over x. */
function exact(theta: number, x: Float64Array): number {
  const readings = [...x].map(
    (value) =>
      -0.5 * ((Math.log(value) - theta) / STD) ** 2 -
      Math.log(STD * Math.sqrt(2 * Math.PI)) -
      Math.log(value),
  );
  return readings[0] + readings[1];
}

test("log-normal data: the likelihood is the closed form, in units of x", async () => {
  const rows = 2000;
  const algorithm = snle({ prior, estimator: maf({ transforms: 1, blocks: 1, hidden: 8 }) });
  const fit = await algorithm.fit(stream("fit"), [round(stream("round"), rows)], { epochs: 20 });
  expect(fit.artifact.x.logs).toEqual([0, 1]);
  const { theta, x } = round(stream("new"), 500);
  let squares = 0;
  for (let i = 0; i < 500; i++) {
    const value = fit.likelihood(row(x, i)).logDensity(matrix(1, 1, row(theta, i)))[0];
    squares += (value - exact(theta.data[i], row(x, i))) ** 2 / 500;
  }
  // Two slopes, two means and three covariances: see the linear Gaussian test.
  expect(squares).toBeLessThan((7 + 4 * Math.sqrt(14)) / rows);
});
