import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { passiveCable, type PassiveCableOptions } from "./index.ts";

/** A soma of 1e-5 cm² without a stimulus: at 20 kΩ cm² and 1 µF/cm², 5e-4 µS and 0.01 nF, so 20 ms. */
const soma = { name: "soma", length: 10, diameter: 100 / Math.PI, compartments: 0 };
const [conductance, capacitance, tau] = [5e-4, 0.01, 20];

const timing = (dt: number) => {
  return { "time-step": dt, duration: 200000, "step-start": dt, "step-end": 2 * dt };
};

function trace(options: PassiveCableOptions, label = 0): Float64Array {
  const quiet = { "step-current": 0, "resting-voltage": 0, "recording-noise": 0 };
  const simulator = passiveCable({
    ...quiet,
    morphology: [soma],
    electrodes: "soma:0",
    ...options,
  });
  const out = new Float64Array(simulator.info.outputs[0].shape[0]);
  simulator.simulate(stream(11).fork(label), Float64Array.of(20000, 100, 1), out);
  return out;
}

const meanOf = (values: ArrayLike<number>, f: (value: number, i: number) => number) =>
  Array.from(values, f).reduce((sum, value) => sum + value, 0) / values.length;

test("recording noise is white with its standard deviation", () => {
  const noise = trace({ "recording-noise": 0.5, duration: 20000 });
  const n = noise.length;
  expect(Math.abs(meanOf(noise, (v) => v))).toBeLessThan((4 * 0.5) / Math.sqrt(n));
  const variance = meanOf(noise, (v) => v * v);
  expect(Math.abs(variance / 0.25 - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  const lagged = meanOf(noise.subarray(1), (v, i) => v * noise[i]);
  expect(Math.abs(lagged / 0.25)).toBeLessThan(4 / Math.sqrt(n));
});

test("current noise makes an Ornstein-Uhlenbeck process of its variance, however coarse the step", () => {
  // σ²/(2 G C) is what the process has; the rule keeps it exactly, so no bias of the time step is allowed for.
  for (const [i, dt] of [0.5, 10, 50].entries()) {
    const sigma = 0.02;
    const voltage = trace({ "current-noise": sigma, ...timing(dt) }, i);
    const settled = voltage.subarray(Math.ceil((10 * tau) / dt));
    const expected = sigma ** 2 / (2 * conductance * capacitance);
    // A sample's weight falls by this factor per step; squares of the values are correlated by its square.
    const factor = (2 * tau - dt) / (2 * tau + dt);
    const independent = (settled.length * (1 - factor ** 2)) / (1 + factor ** 2);
    const variance = meanOf(settled, (v) => v * v);
    expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / independent));
  }
});

test("either noise has a stream of its own", () => {
  const both = trace({ "recording-noise": 0.5, "current-noise": 0.02 });
  const current = trace({ "current-noise": 0.02 });
  const recording = trace({ "recording-noise": 0.5 });
  both.forEach((v, i) => expect(Math.abs(v - current[i] - recording[i])).toBeLessThan(1e-12));
});
