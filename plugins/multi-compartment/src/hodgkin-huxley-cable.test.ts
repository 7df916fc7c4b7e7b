import { dormandPrince, integrateAdaptive } from "@retrodict/ode";
import { stream } from "@retrodict/random";
import type { VectorField } from "@retrodict/spec";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hodgkinHuxleyCable, type HodgkinHuxleyCableOptions } from "./index.ts";
import { hodgkinHuxleyParameters } from "./parameters.ts";

const defaults = Float64Array.from(hodgkinHuxleyParameters, (parameter) => parameter.default);

function voltages(options: HodgkinHuxleyCableOptions, theta = defaults): Float64Array[] {
  const simulator = hodgkinHuxleyCable({ "recording-noise": 0, ...options });
  const { outputs } = simulator.info;
  const samples = outputs[0].shape[0];
  const out = new Float64Array(outputs.length * samples);
  simulator.simulate(stream(1), theta, out);
  return outputs.map((_, i) => out.subarray(i * samples, (i + 1) * samples));
}

/** `x / (1 - exp(-x))`, one at zero. */
const linoid = (x: number) => (x === 0 ? 1 : x / -Math.expm1(-x));
/** α and β of m, h and n at 6.3 °C as in Hodgkin & Huxley (1952), with u the depolarisation from rest. */
const rates = (u: number) => ({
  m: [linoid((u - 25) / 10), 4 * Math.exp(-u / 18)] as const,
  h: [0.07 * Math.exp(-u / 20), 1 / (Math.exp((30 - u) / 10) + 1)] as const,
  n: [0.1 * linoid((u - 10) / 10), 0.125 * Math.exp(-u / 80)] as const,
});
const gateNames = ["m", "h", "n"] as const;
const steadyGates = (u: number) =>
  gateNames.map((name) => rates(u)[name][0] / (rates(u)[name][0] + rates(u)[name][1]));

/** Ionic current, µA/cm², at the voltage v with gates m, h, n. */
const ionic = (theta: Float64Array, v: number, [m, h, n]: readonly number[]) =>
  theta[0] * m ** 3 * h * (v - 50) + theta[1] * n ** 4 * (v + 77) + theta[2] * (v - theta[3]);

/** A soma of 1e-5 cm², so that 1 nA is 100 µA/cm². */
const soma = { name: "soma", length: 10, diameter: 100 / Math.PI, compartments: 0 };
const point = { morphology: [soma], electrodes: "soma:0" } as const;

/** The scheme as written down: formulas in place of tables, a division in place of a tree. */
function byFormula(theta: Float64Array, dt: number, v0: number, current: number, steps: number) {
  let v = v0;
  let gates = steadyGates(v + 65);
  const out = [v];
  for (let k = 0; k < steps; k++) {
    const at = rates(v + 65);
    gates = gates.map((gate, i) => {
      const [alpha, beta] = at[gateNames[i]];
      const target = alpha / (alpha + beta);
      return target + (gate - target) * Math.exp(-dt * (alpha + beta));
    });
    const inertia = (2 * theta[5]) / dt;
    const [sodium, potassium] = [theta[0] * gates[0] ** 3 * gates[1], theta[1] * gates[2] ** 4];
    const conductance = inertia + sodium + potassium + theta[2];
    const drive = 50 * sodium - 77 * potassium + theta[2] * theta[3] + (k > 0 ? 100 * current : 0);
    const middle = (inertia * v + drive) / conductance;
    // The step starts with the second time step; the two after it are implicit twice.
    v = k === 1 || k === 2 ? (inertia * middle + drive) / conductance : 2 * middle - v;
    out.push(v);
  }
  return out;
}

/** The equations by a Runge–Kutta method of order 5 from the onset of the current, µA/cm², to its end. */
function reference(current: number, times: number[], speed: number) {
  const field: VectorField = (_t, y, dydt) => {
    const [v, ...gates] = y;
    dydt[0] = (current - ionic(defaults, v, gates)) / defaults[5];
    gates.forEach((gate, i) => {
      const [alpha, beta] = rates(v + 65)[gateNames[i]];
      dydt[i + 1] = speed * (alpha * (1 - gate) - beta * gate);
    });
  };
  const start = [-65, ...steadyGates(0)];
  const tight = { rtol: 1e-11, atol: 1e-11 };
  return integrateAdaptive(dormandPrince, field, start, times, tight).states;
}

describe("one compartment", () => {
  test("is the scheme's formulas anywhere in the prior, beyond the tables too", () => {
    const anyTheta = fc
      .tuple(
        ...hodgkinHuxleyParameters.map(({ bounds: [min, max] }) =>
          fc.double({ min, max, noNaN: true }),
        ),
      )
      .map((theta) => Float64Array.from(theta));
    const anyStep = fc.constantFrom(0.005, 0.01, 0.025, 0.05);
    const anyStart = fc.double({ min: -160, max: 120, noNaN: true });
    const anyCurrent = fc.double({ min: -1, max: 2, noNaN: true });
    fc.assert(
      fc.property(anyTheta, anyStep, anyStart, anyCurrent, (theta, dt, v0, current) => {
        const steps = 1000;
        const [trace] = voltages(
          {
            ...point,
            duration: steps * dt,
            "time-step": dt,
            "step-start": dt,
            "step-end": steps * dt,
            "step-current": current,
            "initial-voltage": v0,
          },
          theta,
        );
        const expected = byFormula(theta, dt, v0, current, steps);
        trace.forEach((v, k) => expect(Math.abs(v - expected[k])).toBeLessThan(1e-8));
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("spikes as an independent integration does, with an error of the second order", () => {
    const times = Array.from({ length: 61 }, (_, i) => i / 4);
    for (const temperature of [6.3, 18.5]) {
      const { data, cols } = reference(15, times, 3 ** ((temperature - 6.3) / 10));
      expect(Math.max(...times.map((_, i) => data[i * cols]))).toBeGreaterThan(20);
      const errors = [0.0125, 0.00625, 0.003125].map((dt) => {
        // One time step before the current, in which -65 mV drifts by less than 1e-4 mV.
        const [trace] = voltages({
          ...point,
          temperature,
          "step-current": 0.15,
          duration: 15 + dt,
          "time-step": dt,
          "step-start": dt,
          "step-end": 15 + dt,
        });
        const gaps = times.map((t, i) => Math.abs(trace[Math.round(t / dt) + 1] - data[i * cols]));
        return Math.max(...gaps);
      });
      expect(errors[2]).toBeLessThan(0.1);
      for (const i of [1, 2])
        expect(Math.abs(Math.log2(errors[i - 1] / errors[i]) - 2)).toBeLessThan(0.05);
    }
  });
});

describe("conduction", () => {
  /** The axon for which Hodgkin & Huxley computed 18.8 m/s: its radius, cm, and its temperature, °C. */
  const axon = { radius: 0.0238, temperature: 18.5 };

  /**
   * The velocity, m/s, at which a spike keeps its shape on an endless cable, found as they did: such a wave
   * obeys V'' = K (V' + I/C) with K = 2 R_a C v²/a, and for a wrong K the voltage runs off to one side.
   */
  function travellingWave(): number {
    const speed = 3 ** ((axon.temperature - 6.3) / 10);
    const [, , , , resistivity, capacitance] = defaults;
    const runsUp = (K: number) => {
      const field: VectorField = (_t, y, dydt) => {
        const [v, slope, ...gates] = y;
        // Once it has run off, which way is known.
        const bounded = Math.max(-150, Math.min(150, v));
        dydt[0] = slope;
        dydt[1] = K * (slope + ionic(defaults, bounded, gates) / capacitance);
        gates.forEach((gate, i) => {
          const [alpha, beta] = rates(bounded + 65)[gateNames[i]];
          dydt[i + 2] = speed * (alpha * (1 - gate) - beta * gate);
        });
      };
      // Next to rest the wave is one growing exponential; what is not part of it dies out.
      const start = [-65 + 1e-2, K * 1e-2, ...steadyGates(0)];
      const tight = { rtol: 1e-10, atol: 1e-12 };
      const { states } = integrateAdaptive(dormandPrince, field, start, [0, 4], tight);
      return states.data[states.cols] > 0;
    };
    let [low, high] = [8, 13];
    expect(runsUp(low)).not.toBe(runsUp(high));
    const lowRunsUp = runsUp(low);
    for (let i = 0; i < 30; i++) {
      const middle = (low + high) / 2;
      if (runsUp(middle) === lowRunsUp) low = middle;
      else high = middle;
    }
    // K in 1/ms, C in µF/cm²: v² = K a / (2 R_a C), in (cm/s)², to m/s.
    return Math.sqrt((low * 1e3 * axon.radius) / (2 * resistivity * capacitance * 1e-6)) / 100;
  }

  function velocity(compartments: number, dt: number): number {
    const [near, far] = voltages({
      morphology: [{ name: "axon", length: 80000, diameter: 476, compartments }],
      electrodes: "axon:0.4, axon:0.6",
      temperature: axon.temperature,
      "step-current": 20000,
      "time-step": dt,
      duration: 6,
      "step-start": 0.1,
      "step-end": 0.4,
    });
    const rise = (trace: Float64Array) => {
      const i = trace.findIndex((v) => v > -10);
      return (i - (trace[i] + 10) / (trace[i] - trace[i - 1])) * dt;
    };
    return 16 / (rise(far) - rise(near));
  }

  test("a spike on the squid's axon runs as fast as the travelling wave and as published", () => {
    const wave = travellingWave();
    // Their K, found by hand, was 10.47 per ms; 10.440 gives 18.733 m/s.
    expect(Math.abs(wave / 18.8 - 1)).toBeLessThan(0.004);
    const errors = [1, 2, 4].map((k) => velocity(200 * k, 0.01 / k) - wave);
    expect(Math.abs(errors[2])).toBeLessThan(0.005);
    for (const i of [1, 2])
      expect(Math.abs(Math.log2(errors[i - 1] / errors[i]) - 2)).toBeLessThan(0.2);
  });
});
