import { box } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import type { Distribution, Simulator } from "@retrodict/spec";
import { expect, test } from "vitest";
import { drawBelief } from "./belief.ts";
import { expectedInformation, nestedMonteCarlo, type TractableExperiment } from "./index.ts";
import { saying } from "./posteriors.test.helper.ts";

const prior = box([0], [1]);
/** Fails with chance `failing(theta)`; else it measures nothing but noise. */
const flaky = (name: string, failing: (theta: number) => number): TractableExperiment => {
  const simulator: Simulator = {
    info: {
      specVersion: 1,
      id: "flaky",
      version: "1.0.0",
      description: "Noise, or nothing",
      parameters: [{ name: "p", unit: "1", description: "A number", bounds: [0, 1], default: 0.5 }],
      outputs: [{ name: "x", unit: "1", description: "Noise", shape: [] }],
    },
    simulate(rng, theta, out) {
      out[0] = rng.uniform() < failing(theta[0]) ? NaN : rng.normal();
    },
  };
  return {
    name,
    simulator,
    logLikelihood: (theta) => theta.data.map((p) => Math.log1p(-failing(p))),
  };
};

/** Fails as often as theta says: an output has chance 1 − theta. The information is log 2 − ½. */
const coin = flaky("coin", (theta) => theta);
const exact = Math.log(2) - 0.5;
const afterOutput: Distribution = {
  ...prior,
  logDensity: (theta) => theta.data.map((p) => Math.log(2 - 2 * p)),
};

test("what failing tells is counted, as far as it is learned", async () => {
  const { ranking } = await expectedInformation(stream(1), prior, [coin], {
    algorithm: saying(() => afterOutput),
    simulations: 2000,
    evaluations: 2000,
  });
  const [{ lower, failed, posterior: posteriorOf }] = ranking;
  expect(lower.value).toBeLessThan(exact + 4 * lower.standardError);
  expect(lower.value).toBeGreaterThan(exact - 4 * lower.standardError);
  expect(lower.standardError).toBeLessThan(0.02);
  expect(Math.abs(failed - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 2000));

  // Given a failure theta has density 2 theta, of mean 2 / 3 and variance 1 / 18.
  const posterior = posteriorOf(Float64Array.of(NaN));
  const samples = await drawBelief(stream(2), posterior, 2000, {});
  const mean = samples.data.reduce((a, b) => a + b, 0) / 2000;
  expect(Math.abs(mean - 2 / 3)).toBeLessThan(4 * Math.sqrt(1 / 18 / 2000) + 0.02);
  const at = { rows: 3, cols: 1, data: Float64Array.of(0.5, 0.9, 1.1) };
  const density = posterior.logDensity(at).map(Math.exp);
  expect(Math.abs(density[0] - 1)).toBeLessThan(0.1);
  expect(Math.abs(density[1] - 1.8)).toBeLessThan(0.15);
  expect(density[2]).toBe(0);
});

test("failures that tell nothing count as nothing", async () => {
  const { ranking } = await expectedInformation(stream(2), prior, [flaky("useless", () => 0.3)], {
    algorithm: saying(() => prior),
  });
  const [{ lower, failed }] = ranking;
  expect(Math.abs(failed - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / 1000));
  expect(lower.value).toBeLessThan(4 * lower.standardError);
  expect(lower.value).toBeGreaterThan(-0.01);
});

test("the contrastive bound counts them, too", async () => {
  const { ranking } = await expectedInformation(stream(1), prior, [coin], {
    algorithm: saying(() => afterOutput, false),
    bound: "contrastive",
    contrasts: 500,
  });
  const [{ lower }] = ranking;
  expect(Math.abs(lower.value - exact)).toBeLessThan(4 * lower.standardError);
});

test("nested Monte Carlo counts a failure as nothing, or as the most it might tell", async () => {
  const { ranking } = await nestedMonteCarlo(stream(3), prior, [coin]);
  const [{ lower, upper, failed, posterior }] = ranking;
  expect(() => posterior(Float64Array.of(NaN))).toThrow(/expected observed to be finite/);
  expect(lower.value).toBeLessThan(exact + 4 * lower.standardError);
  expect(upper!.value).toBeGreaterThan(exact - 4 * upper!.standardError);
  // Rows with an output tell half of it, by symmetry; failures −log ½ each at most.
  expect(Math.abs(lower.value - exact / 2)).toBeLessThan(4 * lower.standardError + 0.01);
  const largest = exact / 2 - failed * Math.log(failed);
  expect(Math.abs(upper!.value - largest)).toBeLessThan(4 * upper!.standardError + 0.01);
});

test("an experiment that hardly ever gives an output tells nothing that could be learned", async () => {
  const broken = flaky("broken", () => 1);
  const { ranking } = await expectedInformation(stream(4), prior, [broken], {
    simulations: 100,
    evaluations: 100,
  });
  const [{ lower, failed, warnings, posterior }] = ranking;
  expect([lower.value, lower.standardError, failed]).toEqual([0, 0, 1]);
  expect(warnings.join()).toContain("drop the experiment");
  expect(() => posterior(Float64Array.of(1))).toThrow(/raise simulations/);
});
