import { numpyLegacy } from "@retrodict/random";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pyloricTrace, type PyloricOptions } from "./index.ts";
import { parameters } from "./parameters.ts";

type Quantities = readonly number[];

interface Experiment {
  readonly dt: number;
  readonly temperature: number;
  readonly noise: number;
  readonly samples: number;
}

const S = (v: number, a: number, b: number) => 1 / (1 + Math.exp((v + a) / b));
const D = (v: number, a: number, b: number, c: number, d: number) =>
  1 / (Math.exp((v + a) / b) + Math.exp((v + c) / d));

/** Per channel (Na, CaT, CaS, A, KCa, Kd, H): p, steady states and time constants (ms) of m and, if any, h. */
const channels = [
  {
    p: 3,
    m: (v: number) => [S(v, 25.5, -5.29), 2.64 - 2.52 * S(v, 120, -25)],
    h: (v: number) => [S(v, 48.9, 5.18), 1.34 * S(v, 62.9, -10) * (1.5 + S(v, 34.9, 3.6))],
  },
  {
    p: 3,
    m: (v: number) => [S(v, 27.1, -7.2), 43.4 - 42.6 * S(v, 68.1, -20.5)],
    h: (v: number) => [S(v, 32.1, 5.5), 210 - 179.6 * S(v, 55, -16.9)],
  },
  {
    p: 3,
    m: (v: number) => [S(v, 33, -8.1), 2.8 + 14 * D(v, 27, 10, 70, -13)],
    h: (v: number) => [S(v, 60, 6.2), 120 + 300 * D(v, 55, 9, 65, -16)],
  },
  {
    p: 3,
    m: (v: number) => [S(v, 27.2, -8.7), 23.2 - 20.8 * S(v, 32.9, -15.2)],
    h: (v: number) => [S(v, 56.9, 4.9), 77.2 - 58.4 * S(v, 38.9, -26.5)],
  },
  {
    p: 4,
    m: (v: number, ca: number) => [
      (ca / (ca + 3)) * S(v, 28.3, -12.6),
      180.6 - 150.2 * S(v, 46, -22.7),
    ],
  },
  { p: 4, m: (v: number) => [S(v, 12.3, -11.8), 14.4 - 12.8 * S(v, 28.3, -19.2)] },
  {
    p: 1,
    m: (v: number) => [
      S(v, 75, 5.5),
      2 / (Math.exp(-14.59 - 0.086 * v) + Math.exp(-1.87 + 0.0701 * v)),
    ],
  },
] as const satisfies readonly {
  p: number;
  m: (v: number, ca: number) => Quantities;
  h?: (v: number) => Quantities;
}[];

/** From, onto, reversal potential (mV), time constant (ms), and whether acetylcholine. */
const synapses = [
  [0, 1, -70, 40, false],
  [0, 1, -80, 100, true],
  [0, 2, -70, 40, false],
  [0, 2, -80, 100, true],
  [1, 0, -70, 40, false],
  [1, 2, -70, 40, false],
  [2, 1, -70, 40, false],
] as const;

const relax = (x: number, target: number, rate: number) => target + (x - target) * Math.exp(-rate);

/** `(1 - exp(-x)) / x`, so that a step need not divide by a conductance that may be nothing. */
const decay = (x: number) => (x === 0 ? 1 : -Math.expm1(-x) / x);

/** The model of the papers, one plain loop, with 46 parameters. */
function byFormula(theta: Float64Array, seed: number, experiment: Experiment): Float64Array[] {
  const { dt, temperature, noise, samples } = experiment;
  const rng = numpyLegacy(seed);
  const currents = [0, 1, 2].map(() =>
    Float64Array.from({ length: samples }, () => noise * rng.normal()),
  );
  const phi = (q10: number) => q10 ** ((temperature - 283) / 10);
  const q = theta.subarray(31);
  const gates = [0, 1, 2].map(() => channels.map(() => [0, 0]));
  const s = synapses.map(() => 0);
  const v = [-50, -50, -50];
  const ca = [0.05, 0.05, 0.05];
  const traces = [0, 1, 2].map((j) => new Float64Array(samples).fill(v[j], 0, 1));
  for (let i = 1; i < samples; i++) {
    const before = [...v];
    for (const j of [0, 1, 2]) {
      const eCa = ((8.31451e3 * temperature) / (2 * 96485.3415)) * Math.log(3000 / ca[j]);
      const reversals = [50, eCa, eCa, -80, -80, -80, -20];
      const g = channels.map(({ p }, c) => {
        const [m, h] = gates[j][c];
        return theta[8 * j + c] * 0.628e-3 * phi(q[c]) * m ** p * (p === 3 ? h : 1);
      });
      const leak = theta[8 * j + 7] * 0.628e-3 * phi(q[7]);
      const onto = synapses.map(([, to, , , chol], k) =>
        to === j ? Math.exp(theta[24 + k]) * phi(chol ? q[9] : q[8]) * s[k] : 0,
      );
      const G = [...g, leak, ...onto].reduce((a, b) => a + b);
      const B =
        g.reduce((sum, one, c) => sum + one * reversals[c], leak * -50 + currents[j][i]) +
        onto.reduce((sum, one, k) => sum + one * synapses[k][2], 0);
      const caCurrent = (g[1] + g[2]) * (before[j] - eCa);
      channels.forEach((channel, c) => {
        const gate = gates[j][c];
        const [steady, tau] = channel.m(before[j], ca[j]);
        const speed = c === 2 ? phi(2) : c === 4 ? phi(1.6) : phi(q[10]);
        gate[0] = relax(gate[0], steady, (dt * speed) / tau);
        if (!("h" in channel)) return;
        const [hSteady, hTau] = channel.h(before[j]);
        gate[1] = relax(gate[1], hSteady, (dt * phi(q[11])) / hTau);
      });
      ca[j] = relax(ca[j], 0.05 - 14961 * caCurrent, (dt * phi(q[12])) / 200);
      v[j] += (B - G * v[j]) * (dt / 0.6283e-3) * decay((dt * G) / 0.6283e-3);
      traces[j][i] = v[j];
    }
    synapses.forEach(([from, , , time, chol], k) => {
      const steady = 1 / (1 + Math.exp((-35 - before[from]) / 5));
      const tau = (time * (1 - steady)) / phi(chol ? q[14] : q[13]);
      s[k] = dt > tau ? steady : s[k] + ((steady - s[k]) * dt) / tau;
    });
  }
  return traces;
}

/** Largest difference from the formulas, mV. */
function distance(
  theta: Float64Array,
  experiment: Experiment,
  gates: PyloricOptions["gates"] = "tables",
): number {
  const { dt, temperature, noise, samples } = experiment;
  const options = {
    gates,
    "time-step": dt,
    temperature,
    noise,
    duration: samples * dt,
    "burn-in": 0,
  };
  const { voltages } = pyloricTrace(options, theta, 5);
  const expected = byFormula(theta, 5, experiment);
  const errors = voltages.flatMap((trace, j) =>
    Array.from(trace, (v, i) => Math.abs(v - expected[j][i])),
  );
  return errors.reduce((a, b) => Math.max(a, b));
}

describe("the solver against the formulas", () => {
  const anyTheta = fc
    .tuple(
      ...parameters.all.map(({ bounds }) =>
        fc.double({ min: bounds[0], max: bounds[1], noNaN: true }),
      ),
    )
    .map((theta) => Float64Array.from(theta));

  test.each(["tables", "formulas"] as const)("equal anywhere in the prior, by %s", (gates) => {
    const anyStep = fc.constantFrom(0.01, 0.025, 0.05, 0.1);
    const anyTemperature = fc.double({ min: 275, max: 305, noNaN: true });
    fc.assert(
      fc.property(anyTheta, anyStep, anyTemperature, (theta, dt, temperature) => {
        const experiment = { dt, temperature, noise: 0.001, samples: 1500 };
        expect(distance(theta, experiment, gates)).toBeLessThan(1e-7);
      }),
      { numRuns: 30, seed: 2 },
    );
  });

  test("equal where the voltage leaves the tables on either side", () => {
    const theta = Float64Array.from(parameters.all, (parameter) => parameter.default);
    const experiment = { dt: 0.025, temperature: 283, noise: 2, samples: 1500 };
    const { voltages } = pyloricTrace({ noise: 2, duration: 37.5, "burn-in": 0 }, theta, 5);
    expect(voltages.some((trace) => trace.some((v) => v < -105))).toBe(true);
    expect(voltages.some((trace) => trace.some((v) => v > 145))).toBe(true);
    expect(distance(theta, experiment)).toBeLessThan(1e-7);
  });
});
