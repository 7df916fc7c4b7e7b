import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { hodgkinHuxley, hodgkinHuxleySummary } from "./index.ts";

/** 20 samples of 1 ms at rest until 10 ms, stimulated from 10 to 18 ms. */
const options = { duration: 19, "time-step": 1, "step-start": 10, "step-end": 18 };
const statistics = (voltage: readonly number[]) => {
  const out = new Float64Array(7);
  hodgkinHuxleySummary(options).compute(Float64Array.from(voltage), out);
  return [...out];
};
const rest = [-70, -70, -70, -70, -70, -70, -70, -70, -70, -60];

describe("hodgkinHuxleySummary", () => {
  test("measures rest before the onset, its spread in the last tenth of that, the rest strictly inside", () => {
    // 99 at the stimulus's edges and after it is in no window; the window holds 11 … 17.
    const voltage = [...rest, 99, -40, -40, -40, -60, -40, -40, -40, 99, 99];
    const values = [-40, -40, -40, -60, -40, -40, -40];
    const mean = values.reduce((a, b) => a + b) / 7;
    const moment = (k: number) => values.reduce((sum, v) => sum + (v - mean) ** k, 0) / 7;
    const expected = [
      0,
      -69,
      0,
      mean,
      moment(2),
      moment(3) / moment(2) ** 1.5,
      moment(4) / moment(2) ** 2,
    ];
    statistics(voltage).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 10));
  });

  test("counts spikes inside the stimulus only", () => {
    // Peaks at 2 (before), 12 and 15 (inside); 19 is no peak, being the last sample.
    const voltage = rest
      .concat(-60, -5, 30, -40, -5, 20, -40, -40, -40, 30)
      .with(1, -5)
      .with(2, 10);
    expect(statistics(voltage)[0]).toBe(2);
  });

  test("a constant voltage has no skewness or kurtosis", () => {
    const [, mean, std, , variance, skewness, kurtosis] = statistics(rest.concat(rest).fill(-65));
    expect([mean, std, variance, skewness, kurtosis]).toEqual([-65, 0, 0, Number.NaN, Number.NaN]);
  });

  test("takes the simulator's output under the same options", () => {
    const simulator = hodgkinHuxley({ duration: 60, "step-end": 50 });
    const voltage = new Float64Array(simulator.info.outputs[0].shape[0]);
    const theta = Float64Array.from(simulator.info.parameters, (parameter) => parameter.default);
    simulator.simulate(stream(1), theta, voltage);
    const out = new Float64Array(7);
    hodgkinHuxleySummary({ duration: 60, "step-end": 50 }).compute(voltage, out);
    expect(out[0]).toBe(2);
    expect(out.every(Number.isFinite)).toBe(true);
  });

  test("edges between samples leave whole samples on their side", () => {
    const out = new Float64Array(7);
    const between = { ...options, "step-start": 9.5, "step-end": 11.5 };
    const voltage = Float64Array.from({ length: 20 }, (_, i) => i);
    hodgkinHuxleySummary(between).compute(voltage, out);
    expect(out[1]).toBe(4.5);
    expect(out[3]).toBe(10.5);
  });
});
