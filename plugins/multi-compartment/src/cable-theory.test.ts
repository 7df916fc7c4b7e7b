import { stream } from "@retrodict/random";
import { describe, expect, test } from "vitest";
import { passiveCable, type PassiveCableOptions } from "./index.ts";

const [R_m, R_a, C_m] = [20000, 150, 1];
const theta = Float64Array.of(R_m, R_a, C_m);
/** Membrane time constant, ms. */
const tau = (R_m * C_m) / 1000;
/** Length constant of a cable, µm, from its diameter in µm. */
const lambda = (diameter: number) => Math.sqrt((diameter * 1e-4 * R_m) / (4 * R_a)) * 1e4;
/** Input resistance of a semi-infinite cable, MΩ. */
const semiInfinite = (diameter: number) =>
  ((4 * R_a * lambda(diameter) * 1e-4) / (Math.PI * (diameter * 1e-4) ** 2)) * 1e-6;
/** Membrane resistance of a cylinder as long as wide, MΩ. */
const somaResistance = (diameter: number) => (R_m / (Math.PI * (diameter * 1e-4) ** 2)) * 1e-6;

/** Deflections, mV, per electrode, under 1 nA. */
function deflections(options: PassiveCableOptions, parameters = theta): Float64Array[] {
  const quiet = { "step-current": 1, "recording-noise": 0, "resting-voltage": 0 };
  const simulator = passiveCable({ ...quiet, ...options });
  const { outputs } = simulator.info;
  const samples = outputs[0].shape[0];
  const out = new Float64Array(outputs.length * samples);
  simulator.simulate(stream(1), parameters, out);
  return outputs.map((_, i) => out.subarray(i * samples, (i + 1) * samples));
}

/** After forty membrane time constants of current the voltage is steady to the last digits. */
function steady(options: PassiveCableOptions): number[] {
  const long = { duration: 40 * tau, "time-step": 1, "step-start": 1, "step-end": 40 * tau };
  return deflections({ ...long, ...options }).map((trace) => trace[trace.length - 1]);
}

/** Of errors at grids that get finer by factors of two. */
const orders = (errors: readonly number[]) =>
  errors.slice(1).map((error, i) => Math.log2(Math.abs(errors[i] / error)));

const electrodes = "cable:0, cable:0.25, cable:0.5, cable:1";
const fractions = [0, 0.25, 0.5, 1];

describe("steady state", () => {
  test("a sealed cable follows cosh, its input resistance coth", () => {
    const size = { morphology: "cable", length: 1500, diameter: 2 } as const;
    const electrotonic = size.length / lambda(2);
    const input = semiInfinite(2) / Math.tanh(electrotonic);
    const voltage = steady({ ...size, compartments: 2000, electrodes });
    fractions.forEach((x, i) => {
      const expected = (input * Math.cosh(electrotonic * (1 - x))) / Math.cosh(electrotonic);
      expect(Math.abs(voltage[i] / expected - 1)).toBeLessThan(1e-6);
    });
  });

  test("the voltage falls by exp(-x/λ) along a long cable, half of it to either side of the current", () => {
    const size = { morphology: "cable", length: 40 * lambda(2), diameter: 2 } as const;
    const stimulated = { ...size, compartments: 20000, "stimulus-place": "cable:0.5" };
    const [here, there, back] = steady({
      ...stimulated,
      electrodes: "cable:0.5, cable:0.55, cable:0.4",
    });
    expect(Math.abs(here / (semiInfinite(2) / 2) - 1)).toBeLessThan(1e-6);
    expect(Math.abs(there / here / Math.exp(-2) - 1)).toBeLessThan(1e-6);
    expect(Math.abs(back / here / Math.exp(-4) - 1)).toBeLessThan(2e-6);
  });

  test("ball and stick add conductances", () => {
    const size = { length: 700, diameter: 1.5, "soma-diameter": 25 };
    const dendrite = Math.tanh(size.length / lambda(1.5)) / semiInfinite(1.5);
    const [soma] = steady({ ...size, compartments: 1000 });
    expect(soma * (dendrite + 1 / somaResistance(25))).toBeCloseTo(1, 6);
  });

  test("errors shrink with the square of the compartment", () => {
    const size = { morphology: "cable", length: 1500, diameter: 2 } as const;
    const electrotonic = size.length / lambda(2);
    const expected = semiInfinite(2) / Math.sinh(electrotonic);
    const tip = { ...size, electrodes: "cable:1" };
    const errors = [8, 16, 32, 64].map(
      (compartments) => steady({ ...tip, compartments })[0] - expected,
    );
    for (const order of orders(errors)) expect(Math.abs(order - 2)).toBeLessThan(0.02);
  });

  test("they do at places between nodes too", () => {
    const size = { morphology: "cable", length: 1500, diameter: 2 } as const;
    const electrotonic = size.length / lambda(2);
    // Current at a third, voltage at two thirds: on no node of a grid of 2^k compartments.
    const places = { "stimulus-place": `cable:${1 / 3}`, electrodes: `cable:${2 / 3}` };
    const third = Math.cosh(electrotonic / 3) ** 2 / Math.sinh(electrotonic);
    const errors = [64, 256, 1024].map(
      (compartments) => steady({ ...size, ...places, compartments })[0] - semiInfinite(2) * third,
    );
    for (const order of orders(errors)) expect(Math.abs(order / 2 - 2)).toBeLessThan(0.05);
  });
});

describe("Rall's equivalent cylinder", () => {
  test("a tree of the 3/2 rule answers like the cable, compartment by compartment", () => {
    const size = { length: 1200, diameter: 3, compartments: 20 };
    const noise = { "recording-noise": 0, "current-noise": 0.01 };
    const cable = deflections({
      ...size,
      ...noise,
      morphology: "cable",
      electrodes: "cable:0, cable:0.25, cable:0.8, cable:1",
    });
    const tree = deflections({
      ...size,
      ...noise,
      morphology: "rall",
      electrodes: "trunk:0, trunk:0.5, left:0.6, right:1",
    });
    cable.forEach((trace, i) =>
      trace.forEach((v, k) => expect(Math.abs(v - tree[i][k])).toBeLessThan(1e-9)),
    );
  });

  test("what is injected at the tip of one branch meets the trunk and the other branch in parallel", () => {
    const size = { length: 1200, diameter: 3, compartments: 1000 };
    const tip = { "stimulus-place": "left:1", electrodes: "left:1" };
    const [branch] = steady({ ...size, ...tip, morphology: "rall" });
    // Each cylinder is half the length of the whole in length constants; Rall & Rinzel (Biophys. J. 13, 1973).
    const t = Math.tanh(size.length / 2 / lambda(3));
    const daughter = 1 / semiInfinite(3 * 2 ** (-2 / 3));
    const load = (t * (1 / semiInfinite(3) + daughter)) / daughter;
    expect((branch * daughter * (load + t)) / (1 + load * t)).toBeCloseTo(1, 6);
  });
});

describe("in time", () => {
  const point = [{ name: "soma", length: 20, diameter: 20, compartments: 0 }];

  test("one compartment charges and decays with its time constant, to the second order", () => {
    const timing = { duration: 60, "step-start": 10, "step-end": 30 };
    const errors = [1, 0.5, 0.25, 0.125].map((dt) => {
      const [trace] = deflections({
        ...timing,
        "time-step": dt,
        morphology: point,
        electrodes: "soma:0",
      });
      return Math.max(
        ...trace.map((v, k) => {
          const during = Math.min(Math.max(k * dt - 10, 0), 20);
          const after = Math.max(k * dt - 30, 0);
          const exact = somaResistance(20) * -Math.expm1(-during / tau) * Math.exp(-after / tau);
          return Math.abs(v - exact);
        }),
      );
    });
    expect(errors[3] / somaResistance(20)).toBeLessThan(1e-4);
    for (const order of orders(errors)) expect(Math.abs(order - 2)).toBeLessThan(0.1);
  });

  test("a finite cable charges as the sum of its equalising modes", () => {
    const size = { morphology: "cable", length: 1000, diameter: 2 } as const;
    const electrotonic = size.length / lambda(2);
    // Each mode has the time constant τ/(1 + (nπ/L)²) (Rall, Biophys. J. 9, 1969).
    const exact = (x: number, t: number) => {
      const final = Math.cosh(electrotonic * (1 - x)) / Math.sinh(electrotonic);
      let missing = Math.exp(-t / tau);
      for (let n = 1; n < 200; n++) {
        const rate = 1 + ((n * Math.PI) / electrotonic) ** 2;
        missing += ((2 * Math.cos(n * Math.PI * x)) / rate) * Math.exp((-t * rate) / tau);
      }
      return semiInfinite(2) * (final - missing / electrotonic);
    };
    const times = [0.8, 1.6, 4, 12, 40];
    const largest = exact(0, 40);
    const errors = [1, 2, 4, 8].map((k) => {
      const dt = 0.4 / k;
      const traces = deflections({
        ...size,
        electrodes,
        compartments: 20 * k,
        "time-step": dt,
        duration: 42,
        "step-start": 2,
        "step-end": 42,
      });
      const gaps = times.flatMap((t) =>
        fractions.map((x, i) => Math.abs(traces[i][Math.round((2 + t) / dt)] - exact(x, t))),
      );
      return Math.max(...gaps) / largest;
    });
    expect(errors[3]).toBeLessThan(2e-4);
    for (const order of orders(errors).slice(1)) expect(Math.abs(order - 2)).toBeLessThan(0.06);
  });

  test("what the edges of a step excite does not ring, however coarse the time step", () => {
    const coarse = { "time-step": 5, duration: 400, "step-start": 50, "step-end": 200 };
    const [trace] = deflections({
      ...coarse,
      morphology: "cable",
      compartments: 500,
      electrodes: "cable:0",
    });
    const rise = trace.subarray(10, 41);
    const fall = trace.subarray(40);
    rise.slice(1).forEach((v, i) => expect(v).toBeGreaterThan(rise[i]));
    fall.slice(1).forEach((v, i) => expect(v).toBeLessThan(fall[i]));
  });

  test("without a leak all the charge injected stays, and ends up spread evenly", () => {
    const morphology = [
      { name: "soma", length: 15, diameter: 15, compartments: 0 },
      { name: "a", parent: "soma", length: 300, diameter: 2, compartments: 3 },
      { name: "b", parent: "a", length: 200, diameter: 1, compartments: 2 },
      { name: "c", parent: "a", length: 100, diameter: 1.5, compartments: 2 },
    ];
    // Areas of the nodes, half a compartment from each side of them.
    const cylinder = (i: number) => Math.PI * morphology[i].length * morphology[i].diameter;
    const [soma, a, b, c] = [0, 1, 2, 3].map(cylinder);
    const areas = [soma + a / 6, a / 3, a / 3, a / 6 + b / 4 + c / 4, b / 2, b / 4, c / 2, c / 4];
    const traces = deflections(
      {
        morphology,
        electrodes: `soma:0, a:${1 / 3}, a:${2 / 3}, a:1, b:0.5, b:1, c:0.5, c:1`,
        "stimulus-place": "b:0.7",
        "step-current": 0.02,
        duration: 400,
        "step-start": 10,
        "step-end": 30,
      },
      Float64Array.of(1e30, R_a, C_m),
    );
    const nanofarads = areas.map((area) => area * 1e-5 * C_m);
    traces[0].forEach((_, k) => {
      const charge = traces.reduce((sum, trace, i) => sum + trace[k] * nanofarads[i], 0);
      const injected = 0.02 * Math.min(Math.max(k * 0.1 - 10, 0), 20);
      expect(Math.abs(charge - injected)).toBeLessThan(1e-10);
    });
    const total = nanofarads.reduce((sum, value) => sum + value, 0);
    for (const trace of traces) expect(trace.at(-1)! / (0.4 / total)).toBeCloseTo(1, 8);
  });
});
