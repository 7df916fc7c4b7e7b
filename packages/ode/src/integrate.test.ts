import { stream } from "@retrodict/random";
import type { StochasticField, VectorField } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { euler, eulerMaruyama, integrate, integrateStochastic, rungeKutta4 } from "./index.ts";

const decay: VectorField = (_t, y, dydt) => {
  dydt[0] = -y[0];
};

const explode: VectorField = (_t, y, dydt) => {
  dydt[0] = y[0] ** 3;
};

const noisyDecay: StochasticField = (_t, y, drift, diffusion) => {
  drift[0] = -y[0];
  diffusion[0] = 0.5;
};

describe("integrate", () => {
  test("row i is the state after i steps, at start + i dt", () => {
    const { times, states, status } = integrate(euler, decay, [1], { dt: 0.5, steps: 3, start: 2 });
    expect(status).toBe("complete");
    expect([...times]).toEqual([2, 2.5, 3, 3.5]);
    expect(states).toEqual({ rows: 4, cols: 1, data: Float64Array.of(1, 0.5, 0.25, 0.125) });
  });

  test("strided output is the dense one's every n-th row", () => {
    const grid = { dt: 0.01, steps: 100 };
    const dense = integrate(rungeKutta4, decay, [1], grid);
    const strided = integrate(rungeKutta4, decay, [1], { ...grid, every: 7 });
    const wanted = Array.from({ length: 15 }, (_, i) => i * 7);
    expect([...strided.states.data]).toEqual(wanted.map((i) => dense.states.data[i]));
    expect([...strided.times]).toEqual(wanted.map((i) => dense.times[i]));
  });

  test("a state that blows up leaves NaN rows and says so", () => {
    const { states, status } = integrate(euler, explode, [2], { dt: 1, steps: 50 });
    expect(status).toBe("diverged");
    const firstLost = states.data.findIndex((value) => !Number.isFinite(value));
    expect(firstLost).toBeGreaterThan(1);
    expect(states.data.subarray(firstLost).every(Number.isNaN)).toBe(true);
    expect(integrate(euler, decay, [Number.NaN], { dt: 1, steps: 1 }).status).toBe("diverged");
  });

  test("leaves the initial state alone and refuses grids that make no sense", () => {
    const initial = Float64Array.of(1);
    integrate(euler, decay, initial, { dt: 0.5, steps: 3 });
    expect(initial[0]).toBe(1);
    expect(() => integrate(euler, decay, [1], { dt: 0, steps: 1 })).toThrow(/expected dt/);
    expect(() => integrate(euler, decay, [1], { dt: 1, steps: 1.5 })).toThrow(/expected steps/);
    expect(() => integrate(euler, decay, [1], { dt: 1, steps: 1, every: 0 })).toThrow(/every/);
    expect(() => integrate(euler, decay, [], { dt: 1, steps: 1 })).toThrow(/dimension/);
  });
});

test("the same stream gives the same bytes", () => {
  const [first, again, other] = [1, 1, 2].map((seed) => {
    const grid = { dt: 0.1, steps: 20 };
    return integrateStochastic(stream(seed), eulerMaruyama, noisyDecay, [1], grid).states;
  });
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});
