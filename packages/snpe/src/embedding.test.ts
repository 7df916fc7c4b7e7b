/** Data with structure, read by a network that is learned jointly. */
import { box, normal } from "@retrodict/distributions";
import { wasmEngine } from "@retrodict/engine-wasm";
import { maf, mafFromConfig } from "@retrodict/maf";
import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import { convolution1d, embeddedFromConfig, permutationInvariant } from "@retrodict/nn";
import { below, stream } from "@retrodict/random";
import type { EstimatorConfig, Matrix, Rng } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { loadFit, saveFit, snpe } from "./index.ts";

const TRIALS = 8;
const prior = normal([0], [1]);

const embeddedMaf = (config: EstimatorConfig) =>
  embeddedFromConfig(config, { maf: mafFromConfig }, wasmEngine());

/** 1 to 8 observations of theta with noise of standard deviation 1; the others are absent. */
function trialsOf(rng: Rng, theta: Matrix): Matrix {
  const x = matrix(theta.rows, TRIALS, new Float64Array(theta.rows * TRIALS).fill(NaN));
  for (let i = 0; i < theta.rows; i++) {
    const count = 1 + below(rng, TRIALS);
    for (let t = 0; t < count; t++) x.data[i * TRIALS + t] = theta.data[i] + rng.normal();
  }
  return x;
}

describe("sets of trials", async () => {
  const rng = stream("trials");
  const theta = prior.sample(rng, 3000);
  const x = trialsOf(rng, theta);
  const algorithm = snpe({
    prior,
    estimator: maf({ transforms: 2, hidden: 20 }),
    embedding: permutationInvariant({ trialDim: 1, hidden: 20 }),
  });
  const fit = await algorithm.fit(stream(1), [{ theta, x, proposal: "prior" }], { epochs: 60 });

  test.each([1, 3, 8])("%i trials give the posterior in closed form", async (count) => {
    const observed = new Float64Array(TRIALS).fill(NaN);
    observed.fill(0.8, 0, count);
    const { samples } = await fit.posterior(observed).sample(stream(2), 4000);
    // Precision 1 + n; a network on 3000 rows knows a mean to some tenths of a standard deviation.
    const std = 1 / Math.sqrt(1 + count);
    expect(Math.abs(columnMeans(samples)[0] - (0.8 * count) / (1 + count))).toBeLessThan(0.3 * std);
    expect(Math.abs(Math.log(columnStds(samples)[0] / std))).toBeLessThan(0.2);
  });

  test("order does not matter", () => {
    const [a, b] = [Float64Array.of(0.1, 1, -2), Float64Array.of(-2, 0.1, 1)].map((values) => {
      const observed = new Float64Array(TRIALS).fill(NaN);
      observed.set(values);
      return fit.posterior(observed).logDensity(matrix(1, 1, Float64Array.of(0.3)))[0];
    });
    expect(a).toBeCloseTo(b, 4);
  });

  test("a saved fit gives the same densities", () => {
    const restored = loadFit(saveFit(fit, { prior, provenance: {} }), {
      estimators: { embedded: embeddedMaf },
    });
    const observed = x.data.slice(0, TRIALS);
    expect(restored.posterior(observed).logDensity(theta)).toEqual(
      fit.posterior(observed).logDensity(theta),
    );
  });

  test("an observation where all is absent is refused", () => {
    expect(() => fit.posterior(new Float64Array(TRIALS).fill(NaN))).toThrow("all is absent");
  });
});

test("a trial that is partly absent is refused", async () => {
  const theta = prior.sample(stream("partly"), 50);
  const x = matrix(50, 4, new Float64Array(200).fill(1));
  x.data[7] = NaN;
  const algorithm = snpe({ prior, embedding: permutationInvariant({ trialDim: 2 }) });
  await expect(algorithm.fit(stream(1), [{ theta, x, proposal: "prior" }])).rejects.toThrow("NaN");
});

test("a convolution reads a sinusoid's frequency off its trace", async () => {
  const frequencies = box([0.5], [2]);
  const rng = stream("sinusoids");
  const theta = frequencies.sample(rng, 2000);
  const trace = (frequency: number): Float64Array =>
    Float64Array.from({ length: 60 }, (_, t) => Math.sin(frequency * 0.3 * t) + 0.3 * rng.normal());
  const x = matrix(2000, 60);
  theta.data.forEach((frequency, i) => x.data.set(trace(frequency), 60 * i));
  const algorithm = snpe({
    prior: frequencies,
    estimator: maf({ transforms: 2, hidden: 20 }),
    embedding: convolution1d(),
  });
  const fit = await algorithm.fit(stream(1), [{ theta, x, proposal: "prior" }], { epochs: 30 });
  const { samples } = await fit.posterior(trace(1.2)).sample(stream(2), 2000);
  // The prior's standard deviation is 0.43.
  expect(columnStds(samples)[0]).toBeLessThan(0.1);
  expect(Math.abs(columnMeans(samples)[0] - 1.2)).toBeLessThan(3 * columnStds(samples)[0]);
});
