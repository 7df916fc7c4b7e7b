import { stream } from "@retrodict/random";
import type { Posterior } from "@retrodict/spec";
import { expect, test } from "vitest";
import { matrix } from "@retrodict/matrix";
import { expectedInformation, experimentSequence, nestedMonteCarlo } from "./index.ts";
import { experiments, linearExperiment, prior } from "./linear-gaussian.test.helper.ts";

const [first] = experiments;

test.each([
  ["no candidates", [], /number of experiments/],
  ["the same name twice", [first, first], /got first alone twice/],
  ["other parameters", [linearExperiment("one", [[1]], 1)], /expected 2 parameters of one/],
])("%s are refused", async (_, candidates, message) => {
  await expect(expectedInformation(stream(1), prior, candidates)).rejects.toThrow(message);
  await expect(nestedMonteCarlo(stream(1), prior, candidates)).rejects.toThrow(message);
});

test("a posterior that gives too few draws is a budget error with its reason", async () => {
  const posterior: Posterior = {
    dim: 2,
    support: prior.support,
    normalized: true,
    observed: matrix(1, 1),
    logDensity: (theta) => prior.logDensity(theta),
    sample: async (rng) => ({
      samples: prior.sample(rng, 3),
      diagnostics: {},
      warnings: ["The chain got lost."],
    }),
  };
  await expect(nestedMonteCarlo(stream(1), posterior, [first])).rejects.toThrow(
    /got 3; The chain got lost/,
  );
});

test("an abort ends either, before and while it runs", async () => {
  const signal = AbortSignal.abort();
  const aborted = { code: "aborted" };
  await expect(nestedMonteCarlo(stream(1), prior, [first], { signal })).rejects.toMatchObject(
    aborted,
  );
  const controller = new AbortController();
  const onProgress = (_: string, phase: string): void => {
    if (phase === "train") controller.abort();
  };
  await expect(
    experimentSequence(stream(1), prior, [first], {
      steps: 2,
      perform: () => new Float64Array(1),
      signal: controller.signal,
      onProgress,
    }),
  ).rejects.toMatchObject(aborted);
});

test("the same stream gives the same numbers", async () => {
  const options = { simulations: 100, evaluations: 50, fit: { epochs: 1 } };
  const run = async () =>
    (await expectedInformation(stream(7), prior, [first], options)).ranking[0].lower;
  expect(await run()).toEqual(await run());
});
