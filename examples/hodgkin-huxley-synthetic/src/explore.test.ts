import { matrix, mdn, snpe, stream } from "retrodict";
import { expect, test } from "vitest";
import { distantNeurons } from "./distant-neurons.ts";
import { explore } from "./explore.ts";
import { neuron, observedNeuron, prior, simulateNeurons } from "./neuron.ts";

test("rest follows the leak's reversal; a low threshold adds spikes, the M current and a deep reversal take them", async () => {
  const rng = stream(1);
  const training = await simulateNeurons(rng.fork("training"), 2000);
  const fit = await snpe({ prior, estimator: mdn({ components: 1 }) }).fit(
    rng.fork("fit"),
    [{ ...training, proposal: "prior" }],
    { epochs: 30 },
  );
  const { features } = await explore(rng.fork("explore"), fit.posterior(observedNeuron().x), {
    draws: 500,
    conditions: 1,
    points: 3,
    repeats: 2,
  });
  // Slopes in units of their errors.
  const slopes = (feature: string) => {
    const { coefficients, errors } = features.find((one) => one.feature.name === feature)!.plane;
    return new Map(
      neuron.info.parameters.map(({ name }, j) => [name, coefficients[j] / errors[j]]),
    );
  };
  const rest = slopes("rest_mean");
  expect(rest.get("neg_E_leak")).toBe(Math.min(...rest.values()));
  expect(rest.get("neg_E_leak")).toBeLessThan(-5);
  const spikes = slopes("spike_count");
  expect(spikes.get("neg_V_T")).toBeGreaterThan(5);
  expect(spikes.get("g_M")).toBeLessThan(-5);
  expect(spikes.get("neg_E_leak")).toBeLessThan(-5);
});

test("of the nearest tenth, the two furthest apart are chosen", () => {
  const theta = matrix(
    40,
    1,
    Float64Array.from({ length: 40 }, (_, i) => i),
  );
  const distance = Float64Array.from(theta.data, (value) => Math.abs(value - 10.1));
  const ends = distantNeurons(theta, distance).map(([value]) => value);
  expect(new Set(ends)).toEqual(new Set([9, 12]));
});
