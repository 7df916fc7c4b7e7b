import { readFileSync } from "node:fs";
import { normal } from "@retrodict/distributions";
import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { snpe } from "./index.ts";

/** Observation 1 of the benchmark's linear Gaussian task. */
const observed = Float64Array.from(
  readFileSync(new URL("fixtures/gaussian-linear-observation-1.csv", import.meta.url), "utf8")
    .trim()
    .split("\n")[1]
    .split(","),
  Number,
);

test("ten-dimensional linear Gaussian: the posterior of 10 000 simulations is the closed form", async () => {
  const dim = 10;
  const rng = stream(2);
  const std = Math.sqrt(0.1);
  const prior = normal(new Float64Array(dim), new Float64Array(dim).fill(std));
  const theta = prior.sample(rng.fork("theta"), 10_000);
  const noise = rng.fork("noise");
  const x = matrix(
    theta.rows,
    dim,
    theta.data.map((t) => t + std * noise.normal()),
  );
  const fit = await snpe({ prior }).fit(rng.fork("fit"), [{ theta, x, proposal: "prior" }]);
  const { samples } = await fit.posterior(observed).sample(rng.fork("draws"), 20_000);

  // N(x / 2, 0.05 I). Least squares itself errs by about |x| / √(0.2 · 10 000) = 0.04 posterior standard
  // deviations in each mean at this observation, and the draws by 0.007.
  const posteriorStd = Math.sqrt(0.05);
  columnMeans(samples).forEach((mean, j) => {
    expect(Math.abs(mean - observed[j] / 2)).toBeLessThan(0.1 * posteriorStd);
  });
  columnStds(samples).forEach((s) => {
    expect(Math.abs(s / posteriorStd - 1)).toBeLessThan(0.1);
  });
}, 120_000);
