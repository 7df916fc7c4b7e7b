import { stream } from "retrodict";
import { expect, test } from "vitest";
import { isValid, observed, prior } from "./crab.ts";
import { readPackage } from "./package.ts";

const median = (values: Float64Array) => values.toSorted()[values.length >> 1];

test("the simulations that come with the example are valid, counted, and its posterior is where the prior is", async () => {
  const { fit, theta, x, counts, stds } = readPackage();
  expect(isValid(x).every(Boolean)).toBe(true);
  expect([theta.rows, theta.cols, x.cols]).toEqual([x.rows, prior.dim, stds.length]);
  expect(counts.reduce((sum, { valid }) => sum + valid, 0)).toBe(x.rows);
  // Single precision moves values on an edge of the prior past it, by less than a part in a million.
  expect(prior.logDensity(theta).filter(Number.isFinite).length).toBeGreaterThan(0.99 * x.rows);
  const posterior = fit.posterior(observed);
  const { samples } = await posterior.sample(stream(1), 200);
  expect(samples.rows).toBe(200);
  expect(prior.logDensity(samples).every(Number.isFinite)).toBe(true);
  // It has learned something: the draws are denser than those of the prior, by nats in 31 dimensions.
  const [own, other] = [samples, prior.sample(stream(2), 200)].map((draws) =>
    median(posterior.logDensity(draws)),
  );
  expect(own).toBeGreaterThan(other + 3);
});
