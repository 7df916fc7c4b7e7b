import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { constantInputRate, vogelsAbbottConductance, vogelsAbbottCurrent } from "./index.ts";

const small = { neurons: 200, duration: 600, "burn-in": 100 };

describe("unconnected neurons", () => {
  // Measured from the reset, -60 mV. The voltage is exact at every step, so a spike comes at the first step after
  // the crossing, and the interval is that of the formula rounded up.
  const neuron = { membraneTimeConstant: 20, threshold: 10, reset: 0, refractoryPeriod: 5 };

  test.each([0.1, 0.05, 0.5])("spike as the closed form says, with steps of %d ms", (dt) => {
    for (const resting of [-49.5, -49, -47.3, -45]) {
      const theta = Float64Array.of(1.62, 9, 0, resting);
      const { neurons, times } = vogelsAbbottCurrent({ ...small, "time-step": dt }).record(
        stream(1),
        theta,
      );
      const first = times.filter((_, k) => neurons[k] === 0);
      const exact = 1000 / constantInputRate(neuron, resting + 60);
      const intervals = first.slice(1).map((time, k) => time - first[k]);
      expect(intervals.length).toBeGreaterThan(3);
      for (const interval of intervals) {
        expect(interval).toBeCloseTo(Math.ceil(exact / dt - 1e-9) * dt, 9);
      }
    }
  });
});

describe("vogelsAbbottCurrent and vogelsAbbottConductance", () => {
  test("are pure in (rng, theta), whatever ran in between", () => {
    const current = vogelsAbbottCurrent(small);
    const conductance = vogelsAbbottConductance(small);
    const row = (simulator: typeof current, theta: readonly number[], seed = 1) => {
      const out = new Float64Array(simulator.info.outputs.length);
      simulator.simulate(stream(seed), Float64Array.from(theta), out);
      return out;
    };
    // Driven by the resting voltage, so that both live.
    const first = row(current, [1.62, 9, 0.02, -48]);
    const second = row(conductance, [0.6, 6.7, 0.02, -48]);
    expect([...first.slice(0, 3), ...second.slice(0, 3)].every(Number.isFinite)).toBe(true);
    expect(row(current, [1.62, 9, 0.02, -48])).toEqual(first);
    expect(row(conductance, [0.6, 6.7, 0.02, -48])).toEqual(second);
    expect(row(current, [1.62, 9, 0.02, -48], 2)).not.toEqual(first);
  });

  test("say when the network fell silent", () => {
    const simulator = vogelsAbbottConductance(small);
    const out = new Float64Array(simulator.info.outputs.length);
    const reason = simulator.simulate(stream(1), Float64Array.of(0.3, 13, 0.01, -65), out);
    expect(reason).toMatch(/fell silent after \d+ ms/);
    expect(out.every(Number.isNaN)).toBe(true);
    const activity = simulator.record(stream(1), Float64Array.of(0.3, 13, 0.01, -65));
    expect(activity.failure).toBe(reason);
    expect(simulator.simulate(stream(1), Float64Array.of(0.6, 6.7, 1.5, -60), out)).toMatch(
      /between 0 and 1/,
    );
  });
});
