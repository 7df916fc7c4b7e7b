/** What is written against the interfaces alone goes wherever the project's own estimators and algorithms go. */
import {
  ensemble,
  infer,
  memoryStore,
  samplePosteriors,
  fromRows,
  multivariateNormal,
  nuts,
  snle,
  snpe,
  snpeC,
  stream,
  tsnpe,
  type AlgorithmParts,
  type InferenceAlgorithm,
  type Simulator,
} from "retrodict";
import { expect, test } from "vitest";
import { linearGaussian } from "./linear-gaussian.ts";
import { nearestNeighbours } from "./nearest-neighbours.ts";

/** x = theta + N(0, 0.5²) under N(0, 1): the posterior is N(0.8 x, 0.2). */
const shifted: Simulator = {
  info: {
    specVersion: 1,
    id: "shifted",
    version: "1.0.0",
    description: "A noisy measurement",
    parameters: [{ name: "level", unit: "1", description: "Level", bounds: [-4, 4], default: 0 }],
    outputs: [{ name: "measured", unit: "1", description: "Measured level", shape: [] }],
  },
  simulate(rng, theta, out) {
    out[0] = theta[0] + 0.5 * rng.normal();
  },
};
const prior = multivariateNormal([0], fromRows([[1]]));
const observed = [1];
const [exactMean, exactStd] = [0.8, Math.sqrt(0.2)];

function moments(values: Float64Array): [mean: number, std: number] {
  const mean = values.reduce((sum, v) => sum + v / values.length, 0);
  const square = values.reduce((sum, v) => sum + (v - mean) ** 2 / values.length, 0);
  return [mean, Math.sqrt(square)];
}

type Make = (parts: AlgorithmParts) => InferenceAlgorithm;
const estimator = linearGaussian();
const withEstimator: readonly (readonly [string, Make, number])[] = [
  ["snpe", (parts) => snpe({ ...parts, estimator }), 1],
  [
    "an ensemble in snpe",
    (parts) => snpe({ ...parts, estimator: ensemble([estimator, estimator]) }),
    1,
  ],
  ["snpeC over rounds", (parts) => snpeC({ ...parts, estimator }), 2],
  ["tsnpe over rounds", (parts) => tsnpe({ ...parts, estimator }), 2],
  ["snle", (parts) => snle({ ...parts, estimator }), 1],
  ["snle with NUTS", (parts) => snle({ ...parts, estimator, sampler: nuts() }), 1],
];

test.each(withEstimator)("the estimator works in %s", async (_, algorithm, rounds) => {
  const { draws } = await infer(shifted, observed, {
    prior,
    algorithm,
    rounds,
    simulations: 4000,
    samples: 4000,
    fit: { epochs: 60 },
  });
  const [mean, std] = moments(draws.samples.data);
  // The line and its spread are known from 4000 simulations to 1 / √4000, as from 4000 draws: five such errors together,
  // and as much again for the stochastic gradients.
  const error = (5 * Math.SQRT2 * 2) / Math.sqrt(4000);
  expect(Math.abs(mean - exactMean)).toBeLessThan(error * exactStd);
  expect(Math.abs(Math.log(std / exactStd))).toBeLessThan(error);
});

test("the algorithm runs in infer(), is resumed, and samples a batch of observations", async () => {
  const options = {
    prior,
    algorithm: nearestNeighbours,
    simulations: 10_000,
    samples: 4000,
    store: memoryStore(),
  };
  const { fit, draws } = await infer(shifted, observed, options);
  const again = await infer(shifted, observed, options);
  expect(again.draws.samples).toEqual(draws.samples);
  const batch = await samplePosteriors(stream(1), fit, fromRows([[1], [-0.5]]), { draws: 4000 });
  for (const [i, x] of [1, -0.5].entries()) {
    const [mean, std] = moments(batch[i].samples.data);
    // A hundred neighbours: standard errors of a tenth and, of the spread, of 1 / √200; the kernel widens by its width.
    expect(Math.abs(mean - 0.8 * x)).toBeLessThan(0.4 * exactStd);
    expect(std / exactStd).toBeGreaterThan(1 - 4 / Math.sqrt(200));
    expect(std / exactStd).toBeLessThan(Math.sqrt(1 + 100 ** (-2 / 5)) + 4 / Math.sqrt(200));
  }
});

test("what it does not accept is refused before anything is simulated", async () => {
  const options = { prior, algorithm: nearestNeighbours };
  await expect(infer(shifted, observed, { ...options, rounds: 2 })).rejects.toThrow(
    "nearest-neighbours",
  );
  await expect(infer(shifted, fromRows([[1], [2]]), options)).rejects.toThrow("2 trials");
});
