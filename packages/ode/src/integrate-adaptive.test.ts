import type { VectorField } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import {
  dormandPrince,
  integrate,
  integrateAdaptive,
  rungeKutta4,
  type AdaptiveTrajectory,
} from "./index.ts";

/** Prey and predators, four cycles in 10 or so. */
const lotkaVolterra: VectorField = (_t, y, dydt) => {
  dydt[0] = 1.5 * y[0] - y[0] * y[1];
  dydt[1] = y[0] * y[1] - 3 * y[1];
};

const vanDerPol =
  (stiffness: number): VectorField =>
  (_t, y, dydt) => {
    dydt[0] = y[1];
    dydt[1] = stiffness * (1 - y[0] ** 2) * y[1] - y[0];
  };

const decay: VectorField = (_t, y, dydt) => {
  dydt[0] = -y[0];
};

/** From 1 at 0 this is 1 / (1 − t). */
const explode: VectorField = (_t, y, dydt) => {
  dydt[0] = y[0] ** 2;
};

const broken: VectorField = (_t, _y, dydt) => dydt.fill(Number.NaN);

const decayOver = (times: number[], options = {}) =>
  integrateAdaptive(dormandPrince, decay, [1], times, options);

describe("Lotka–Volterra", () => {
  // RK4 with 20 000 steps: halving its step from 1e-3 moves it by 4e-12, so it is right to below 1e-12.
  const reference = integrate(rungeKutta4, lotkaVolterra, [2, 1], {
    dt: 5e-4,
    steps: 20_000,
    every: 200,
  });

  const largestError = (rtol: number) => {
    const run = integrateAdaptive(dormandPrince, lotkaVolterra, [2, 1], reference.times, {
      rtol,
      atol: rtol * 1e-3,
    });
    expect(run.status).toBe("complete");
    const errors = run.states.data.map((value, i) => Math.abs(value - reference.states.data[i]));
    return { error: Math.max(...errors), steps: run.acceptedSteps };
  };

  test("the error follows the tolerance over five decades, between output points too", () => {
    const tolerances = [1e-4, 1e-6, 1e-9];
    const runs = tolerances.map(largestError);
    // With local extrapolation the global error is proportional to the tolerance: slope 1 in logarithms.
    const slope =
      Math.log10(runs[0].error / runs[2].error) / Math.log10(tolerances[0] / tolerances[2]);
    expect(Math.abs(slope - 1)).toBeLessThan(0.2);
    tolerances.forEach((rtol, i) => expect(runs[i].error / rtol).toBeLessThan(10));
    // A fifth-order method takes 10 times the steps for 1e-5 of the error.
    const ratio = runs[2].steps / runs[0].steps;
    expect(ratio).toBeGreaterThan(5);
    expect(ratio).toBeLessThan(20);
  });
});

describe("outputs", () => {
  test("are at the times asked for, the first of which is the start", () => {
    const times = [0.5, 0.6, 1.7, 4];
    const { states, ...run } = integrateAdaptive(dormandPrince, decay, [3], times);
    expect([...run.times]).toEqual(times);
    times.forEach((t, i) => expect(states.data[i]).toBeCloseTo(3 * Math.exp(0.5 - t), 5));
    const only = integrateAdaptive(dormandPrince, decay, [3], [2]);
    expect(only).toMatchObject({ status: "complete", acceptedSteps: 0 });
    expect(only.states.data).toEqual(Float64Array.of(3));
  });

  test("do not change the steps", () => {
    const [few, many] = [2, 1001].map((n) => {
      const times = Float64Array.from({ length: n }, (_, i) => (10 * i) / (n - 1));
      return integrateAdaptive(dormandPrince, lotkaVolterra, [2, 1], times);
    }) as [AdaptiveTrajectory, AdaptiveTrajectory];
    expect(many.acceptedSteps).toBe(few.acceptedSteps);
    expect(many.states.data.at(-1)).toBe(few.states.data.at(-1));
  });
});

describe("failures are told, not thrown", () => {
  test("a stiff field spends the step budget", () => {
    const options = { maxSteps: 2000 };
    const times = [0, 1e-4, 2e4];
    const run = integrateAdaptive(dormandPrince, vanDerPol(1e4), [2, 0], times, options);
    expect(run.status).toBe("budget");
    expect(run.acceptedSteps + run.rejectedSteps).toBe(2000);
    expect(run.states.data.slice(0, 4).every(Number.isFinite)).toBe(true);
    expect(run.states.data.slice(4).every(Number.isNaN)).toBe(true);
    expect(integrateAdaptive(dormandPrince, vanDerPol(1), [2, 0], [0, 20], options).status).toBe(
      "complete",
    );
  });

  test("a singularity diverges, after the rows before it", () => {
    const run = integrateAdaptive(dormandPrince, explode, [1], [0, 0.5, 2]);
    expect(run.status).toBe("diverged");
    expect(run.states.data[1]).toBeCloseTo(2, 5);
    expect(run.states.data[2]).toBeNaN();
  });

  test("a field that gives NaN diverges at once", () => {
    const run = integrateAdaptive(dormandPrince, broken, [1], [0, 1]);
    expect(run).toMatchObject({ status: "diverged", acceptedSteps: 0 });
  });
});

test("misuse throws", () => {
  expect(() => decayOver([0, 1, 1])).toThrow(
    "[ode] expected rising times, got 1 after 1; sort them and drop repeats",
  );
  expect(() => decayOver([])).toThrow(/number of times/);
  expect(() => decayOver([0, Number.NaN])).toThrow(/times to be finite/);
  expect(() => decayOver([0, 1], { rtol: 0 })).toThrow(/rtol/);
  expect(() => decayOver([0, 1], { atol: -1 })).toThrow(/atol/);
  expect(() => decayOver([0, 1], { maxSteps: 0 })).toThrow(/maxSteps/);
});
