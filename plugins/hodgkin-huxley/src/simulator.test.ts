import { stream } from "@retrodict/random";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hodgkinHuxley, simulateWithNoise } from "./index.ts";
import { parameters } from "./parameters.ts";

const truth = Float64Array.from(parameters, (parameter) => parameter.default);

function simulate(options: Parameters<typeof hodgkinHuxley>[0], theta = truth, label = 0) {
  const simulator = hodgkinHuxley(options);
  const out = new Float64Array(simulator.info.outputs[0].shape[0]);
  simulator.simulate(stream(7).fork(label), theta, out);
  return out;
}

const slope = (z: number) => (Math.abs(z) < 1e-10 ? 1 : z / Math.expm1(z));
const rates = (u: number) => ({
  m: [(0.32 * slope(-(u - 13) / 4)) / 0.25, (0.28 * slope((u - 40) / 5)) / 0.2] as const,
  h: [0.128 * Math.exp(-(u - 17) / 18), 4 / (1 + Math.exp(-(u - 40) / 5))] as const,
  n: [(0.032 * slope(-(u - 15) / 5)) / 0.2, 0.5 * Math.exp(-(u - 10) / 40)] as const,
});
const steady = ([alpha, beta]: readonly [number, number]) => alpha / (alpha + beta);
const pInfinity = (v: number) => 1 / (1 + Math.exp(-(v + 35) / 10));
const pSpeed = (v: number) => 3.3 * Math.exp((v + 35) / 20) + Math.exp(-(v + 35) / 20);
const relax = (q: number, target: number, exponent: number) =>
  target + (q - target) * Math.exp(-exponent);

/** The model as written in the papers: no tables, and the step that divides by the conductance. */
function byFormula(current: Float64Array, dt: number, v0: number, theta: Float64Array) {
  const [gNa, gK, gLeak, gM, tauMax, negVT, , negELeak] = theta as unknown as number[];
  let v = v0;
  let p = pInfinity(v);
  let [m, h, n] = Object.values(rates(v + negVT)).map(steady) as [number, number, number];
  return current.map((_, i) => {
    if (i === 0) return v;
    const sodium = m ** 3 * h * gNa;
    const potassium = n ** 4 * gK + gM * p;
    const conductance = sodium + potassium + gLeak;
    const drive = sodium * 53 - potassium * 107 - gLeak * negELeak + current[i - 1];
    v = relax(v, drive / conductance, dt * conductance);
    const at = rates(v + negVT);
    m = relax(m, steady(at.m), dt * (at.m[0] + at.m[1]));
    h = relax(h, steady(at.h), dt * (at.h[0] + at.h[1]));
    n = relax(n, steady(at.n), dt * (at.n[0] + at.n[1]));
    p = relax(p, pInfinity(v), (dt * pSpeed(v)) / tauMax);
    return v;
  });
}

/** Largest difference from the formulas (mV) for a step through most of `samples` steps. */
function distance(theta: Float64Array, dt: number, v0: number, injected: number, samples: number) {
  const current = new Float64Array(samples + 1).fill(injected, samples / 10, (samples * 9) / 10);
  const options = {
    current,
    duration: samples * dt,
    "time-step": dt,
    "initial-voltage": v0,
    "step-start": dt,
    "step-end": samples * dt,
  };
  const quiet = theta.with(6, 0);
  const voltage = simulateWithNoise(options, quiet, new Float64Array(samples + 1));
  const expected = byFormula(current, dt, v0, quiet);
  return Math.max(...voltage.map((v, i) => Math.abs(v - expected[i])));
}

describe("the solver against the formulas", () => {
  const anyTheta = fc
    .tuple(
      ...parameters.map(({ bounds }) => fc.double({ min: bounds[0], max: bounds[1], noNaN: true })),
    )
    .map((theta) => Float64Array.from(theta));
  const anyStep = fc.constantFrom(0.005, 0.01, 0.02, 0.05, 0.1);

  test("equal anywhere in the prior, for any start and time step", () => {
    const start = fc.double({ min: -110, max: 50, noNaN: true });
    const injected = fc.double({ min: -2, max: 6, noNaN: true });
    fc.assert(
      fc.property(anyTheta, anyStep, start, injected, (theta, dt, v0, current) => {
        expect(distance(theta, dt, v0, current, 2000)).toBeLessThan(1e-8);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("equal where the voltage leaves the tables on either side", () => {
    const passive = Float64Array.of(0.5, 1e-4, 0.01, 1e-4, 50, 60, 0, 70);
    for (const [v0, injected] of [
      [-70, 30],
      [-70, -30],
      [-300, 0],
      [400, 0],
    ] as const) {
      expect(distance(passive, 0.02, v0, injected, 2000)).toBeLessThan(1e-8);
    }
  });
});

describe("hodgkinHuxley", () => {
  test("is pure in (rng, theta), whatever ran in between", () => {
    const first = simulate({});
    simulate({ "time-step": 0.02, duration: 1500, "step-end": 1200 });
    expect(simulate({})).toEqual(first);
    expect(simulate({}, truth, 1)).not.toEqual(first);
    const simulator = hodgkinHuxley();
    const rng = stream(7).fork(0);
    rng.normal();
    const out = new Float64Array(first.length);
    simulator.simulate(rng, truth, out);
    expect(out).toEqual(first);
  });

  test("the noise's effect on a passive membrane has the variance of its Ornstein-Uhlenbeck process", () => {
    const passive = Float64Array.of(1e-9, 1e-9, 0.5, 1e-9, 600, 60, 0.1, 70);
    const voltage = simulate({ duration: 4000, "step-current": 0 }, passive);
    const settled = voltage.subarray(2000);
    const mean = settled.reduce((a, b) => a + b, 0) / settled.length;
    const variance = settled.reduce((a, b) => a + (b - mean) ** 2, 0) / settled.length;
    // It is sigma^2 / (2 g C). Its correlation time C / g is 2 ms, so 3980 ms are worth 1990 independent
    // values and the estimate's relative standard deviation is sqrt(2 / 1990) = 0.032.
    expect(Math.abs(variance / (0.1 ** 2 / (2 * 0.5)) - 1)).toBeLessThan(4 * 0.032);
    expect(Math.abs(mean + 70)).toBeLessThan(0.02);
  });

  test("a parameter that is not finite gives NaN, not an error", () => {
    expect(simulate({}, truth.with(0, Number.NaN)).at(-1)).toBeNaN();
    expect(simulate({}, truth.with(4, Number.NaN)).at(-1)).toBeNaN();
  });

  test("rows of the wrong length are refused", () => {
    const out = new Float64Array(12001);
    expect(() => hodgkinHuxley().simulate(stream(1), truth.subarray(1), out)).toThrow(/theta of/);
    expect(() => hodgkinHuxley().simulate(stream(1), truth, out.subarray(1))).toThrow(/out of/);
    expect(() => simulateWithNoise({}, truth, new Float64Array(3))).toThrow(
      /noise of length 12001/,
    );
  });
});
