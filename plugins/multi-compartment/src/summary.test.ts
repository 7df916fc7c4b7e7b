import { stream } from "@retrodict/random";
import { featureLength, withSummary } from "@retrodict/summary";
import { describe, expect, test } from "vitest";
import {
  hodgkinHuxleyCable,
  hodgkinHuxleyCableSummary,
  passiveCable,
  passiveCableSummary,
  type HodgkinHuxleyCableOptions,
  type PassiveCableOptions,
} from "./index.ts";

function passiveFeatures(options: PassiveCableOptions, theta: readonly number[]) {
  const quiet = { "recording-noise": 0, ...options };
  const statistic = passiveCableSummary(quiet);
  const out = new Float64Array(featureLength(statistic.features));
  withSummary(passiveCable(quiet), statistic).simulate(stream(1), Float64Array.from(theta), out);
  return Object.fromEntries(statistic.features.map(({ name }, i) => [name, out[i]]));
}

describe("passiveCableSummary", () => {
  const long = { duration: 800, "step-start": 10, "step-end": 410 };

  test("of one compartment: its resistance and, twice, its time constant", () => {
    // 20 ms and an area of 1e-5 cm².
    const soma = { name: "soma", length: 10, diameter: 100 / Math.PI, compartments: 0 };
    const one = { ...long, morphology: [soma], electrodes: "soma:0" };
    const features = passiveFeatures(one, [20000, 100, 1]);
    expect(Object.keys(features)).toEqual(["input_resistance", "charging_time_1", "decay_time"]);
    expect(features.input_resistance).toBeCloseTo(2000, 4);
    // Second order in a time step of 0.1 ms.
    expect(features.charging_time_1).toBeCloseTo(20, 3);
    expect(features.decay_time).toBeCloseTo(20, 3);
  });

  test("along a long cable: attenuation exp(-X), delays τ/2 and τ/2 (1 + X)", () => {
    // λ = 1000 µm.
    const [resistance, axial] = [20000, 100];
    const diameter = (4 * axial * 0.1 ** 2 * 1e4) / resistance;
    const features = passiveFeatures(
      {
        // Trapezoids under a curve that starts like a root err as the time step to the power 3/2.
        "time-step": 0.02,
        duration: 400,
        "step-start": 10,
        "step-end": 310,
        morphology: [{ name: "axon", length: 16000, diameter, compartments: 3200 }],
        electrodes: "axon:0, axon:0.125",
      },
      [resistance, axial, 1],
    );
    expect(features.attenuation_2).toBeCloseTo(Math.exp(-2), 5);
    expect(features.charging_time_1).toBeCloseTo(10, 3);
    expect(features.charging_time_2).toBeCloseTo(30, 3);
    const area = Math.PI * (diameter * 1e-4);
    expect(features.input_resistance / ((resistance / (area * 0.1)) * 1e-6)).toBeCloseTo(1, 4);
  });

  test("measures against rest, not against zero", () => {
    const [low, high] = [-80, 0].map((rest) =>
      passiveFeatures({ "resting-voltage": rest }, [20000, 150, 1]),
    );
    for (const name of Object.keys(low)) expect(low[name] / high[name]).toBeCloseTo(1, 8);
  });

  test("a step of no current is refused", () => {
    expect(() => passiveCableSummary({ "step-current": 0 })).toThrow(/step-current other than 0/);
  });

  test("a decay that noise hides has no time constant", () => {
    const statistic = passiveCableSummary({ electrodes: "soma:0" });
    const raw = new Float64Array(3001).fill(-1, 200, 1701).fill(0.1, 1900);
    const out = new Float64Array(3);
    statistic.compute(raw, out);
    expect(out[2]).toBeNaN();
  });
});

/** A triangle of that height above -65 mV which takes a millisecond up and one down. */
const triangle = (peak: number, height: number) => (_: unknown, k: number) =>
  -65 + height * Math.max(1 - Math.abs(k - peak) / 10, 0);

const trace = (...triangles: ((_: unknown, k: number) => number)[]) =>
  Float64Array.from({ length: 101 }, (_, k) =>
    Math.max(...triangles.map((value) => value(undefined, k))),
  );

/** Why a run of the default parameters has no features, and whether it has them. */
const reason = (current: number, more: HodgkinHuxleyCableOptions = {}) => {
  const both = { "step-current": current, ...more };
  const [simulator, statistic] = [hodgkinHuxleyCable(both), hodgkinHuxleyCableSummary(both)];
  const out = new Float64Array(featureLength(statistic.features));
  const theta = Float64Array.from(simulator.info.parameters, (parameter) => parameter.default);
  const why = withSummary(simulator, statistic).simulate(stream(1), theta, out);
  return [why, out.every(Number.isFinite)];
};

describe("hodgkinHuxleyCableSummary", () => {
  // Two electrodes 900 um apart, samples every 0.1 ms, rest at -65 until 1 ms.
  const options = {
    morphology: [{ name: "axon", length: 900, diameter: 1, compartments: 9 }],
    "time-step": 0.1,
    duration: 10,
    "step-start": 1,
    "step-end": 9,
  };
  const measure = (near: Float64Array, far: Float64Array) => {
    const statistic = hodgkinHuxleyCableSummary(options);
    const out = new Float64Array(featureLength(statistic.features));
    statistic.compute(Float64Array.of(...near, ...far), out);
    return Object.fromEntries(statistic.features.map(({ name }, i) => [name, out[i]]));
  };

  test("measures spikes between samples", () => {
    const near = trace(triangle(30, 110), triangle(70, 110));
    const far = trace(triangle(39, 88));
    const features = measure(near, far);
    expect(features.spike_count_1).toBe(2);
    expect(features.spike_count_2).toBe(1);
    expect(features.rest_voltage).toBeCloseTo(-65, 12);
    expect(features.amplitude).toBeCloseTo(110, 12);
    expect(features.attenuation_2).toBeCloseTo(0.8, 12);
    expect(features.width).toBeCloseTo(1, 12);
    // -10 mV is half the way up the first, 5/8 up the second.
    expect(features.latency).toBeCloseTo(1.5, 12);
    expect(features.conduction_velocity).toBeCloseTo(0.9 / (3.9 - 0.375 - 2.5), 12);
    const during = [...near.subarray(10, 90)];
    const mean = during.reduce((sum, v) => sum + v, 0) / during.length;
    expect(features.step_mean).toBeCloseTo(mean, 10);
    const variance = during.reduce((sum, v) => sum + (v - mean) ** 2, 0) / during.length;
    expect(features.step_std).toBeCloseTo(Math.sqrt(variance), 10);
  });

  test("a spike that rose before the onset and peaks after it counts, but has no latency", () => {
    const features = measure(trace(triangle(12, 110), triangle(60, 110)), trace(triangle(60, 110)));
    expect(features.spike_count_1).toBe(2);
    expect(features.latency).toBeCloseTo(4.5, 12);
    // At the other end it rises at the same time.
    expect(features.conduction_velocity).toBeNaN();
  });

  test("spikes before the onset are none", () => {
    const features = measure(trace(triangle(5, 110)), trace(triangle(50, 20)));
    expect(features.spike_count_1).toBe(0);
    expect(features.spike_count_2).toBe(0);
  });

  test("a spike that is seen at one end only has a latency but no velocity", () => {
    const features = measure(trace(triangle(30, 110)), trace(triangle(40, 40)));
    expect(features.latency).toBeCloseTo(1.5, 12);
    expect(features.conduction_velocity).toBeNaN();
    expect(features.attenuation_2).toBeCloseTo(40 / 110, 12);
  });

  test("a spike that the recording ends in has no width", () => {
    expect(measure(trace(triangle(98, 110)), trace(triangle(50, 20))).width).toBeNaN();
  });

  test("a run without a spike says at which electrodes", () => {
    expect(reason(0.5)).toEqual([undefined, true]);
    expect(reason(0.01)).toEqual([
      "no spike at soma:0 and dendrite:1 after the onset of the step",
      false,
    ]);
    // Current into the tip is lost on its way to a soma as large as this one.
    const large = { "soma-diameter": 400, "stimulus-place": "dendrite:1" };
    expect(reason(0.5, large)).toEqual(["no spike at soma:0 after the onset of the step", false]);
  });

  test("two electrodes in one place have no velocity between them", () => {
    const { features } = hodgkinHuxleyCableSummary({ electrodes: "soma:0, dendrite:0" });
    expect(features.map(({ name }) => name)).not.toContain("conduction_velocity");
  });
});
