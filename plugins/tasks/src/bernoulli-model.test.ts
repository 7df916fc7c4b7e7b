import { expect, test } from "vitest";
import { BINS, design, spikeLogLikelihood, spikeStatistics } from "./bernoulli-model.ts";
import { task } from "./index.ts";

test("the stimulus is numpy's RandomState(42).randn(100), delayed by up to eight bins", () => {
  // Printed by numpy.
  const first = [0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254];
  first.forEach((value, n) => expect(design.data[n * 10 + 1]).toBe(Math.fround(value)));
  for (let n = 0; n < BINS; n++) {
    expect(design.data[n * 10]).toBe(1);
    for (let k = 1; k < 9; k++)
      expect(design.data[n * 10 + 1 + k]).toBe(n < k ? 0 : design.data[(n - k) * 10 + 1]);
  }
});

test("published spikes have the published statistics", () => {
  const reduced = task("bernoulli-glm").observations;
  task("bernoulli-glm-raw").observations.forEach((observation, i) => {
    const statistics = new Float64Array(10);
    spikeStatistics(observation.load().raw, statistics);
    // Sums in single precision there.
    reduced[i].load().raw.forEach((value, k) => expect(statistics[k]).toBeCloseTo(value, 4));
  });
});

test("the likelihood of the statistics is that of the spikes, bin by bin", () => {
  const { raw, theta } = task("bernoulli-glm-raw").observations[2].load();
  const statistics = new Float64Array(10);
  spikeStatistics(raw, statistics);
  let sum = 0;
  for (let n = 0; n < BINS; n++) {
    const odds = theta!.reduce((total, value, k) => total + value * design.data[n * 10 + k], 0);
    const p = 1 / (1 + Math.exp(-odds));
    sum += Math.log(raw[n] === 1 ? p : 1 - p);
  }
  expect(spikeLogLikelihood(theta!, statistics)).toBeCloseTo(sum, 10);
});
