/** The solutions behind `sir` and `lotka-volterra`: against small fixed steps, and against what the equations conserve. */
import { integrate, rungeKutta4 } from "@retrodict/ode";
import { stream } from "@retrodict/random";
import type { VectorField } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { grow, predation } from "./predation.ts";
import { epidemic, spread } from "./epidemic.ts";
import { task } from "./index.ts";
import type { Solution } from "./solve.ts";

interface System {
  readonly id: string;
  readonly solution: (theta: Float64Array) => Solution;
  readonly field: (theta: Float64Array) => VectorField;
  readonly initial: readonly number[];
  /** Small steps, and how many of them lie between two outputs. */
  readonly dt: number;
  readonly every: number;
  /** Constant along a solution. */
  readonly conserved: (theta: Float64Array, state: Float64Array) => number;
}

const systems: readonly System[] = [
  {
    id: "sir",
    solution: spread,
    field: epidemic,
    initial: [999_999, 1],
    dt: 0.02,
    every: 850,
    // dI/dS = γN / (β S) − 1.
    conserved: ([beta, gamma], [s, i]) => (s + i) / 1e6 - (gamma / beta) * Math.log(s),
  },
  {
    id: "lotka-volterra",
    solution: grow,
    field: predation,
    initial: [30, 1],
    dt: 0.0005,
    every: 4200,
    conserved: ([alpha, beta, gamma, delta], [x, y]) =>
      delta * x - gamma * Math.log(x) + beta * y - alpha * Math.log(y),
  },
];

describe.each(systems)("$id", ({ id, solution, field, initial, dt, every, conserved }) => {
  const { observations } = task(id);
  const thetas = observations.map((observation) => observation.load().theta!);

  test("agrees with 4th-order steps so small that their error is smaller still", () => {
    for (const theta of thetas) {
      const { states, failure } = solution(theta);
      expect(failure).toBe(undefined);
      const fine = integrate(rungeKutta4, field(theta), initial, { dt, steps: 9 * every, every });
      fine.states.data.forEach((value, i) =>
        expect(Math.abs(states[i] - value)).toBeLessThan(2e-6 * (Math.abs(value) + 1e-3)),
      );
    }
  });

  test("conserves what it should", () => {
    for (const theta of thetas) {
      const { states } = solution(theta);
      const at = (row: number) => conserved(theta, states.subarray(2 * row, 2 * row + 2));
      for (let row = 1; row < 10; row++)
        expect(Math.abs(at(row) - at(0))).toBeLessThan(1e-6 * (1 + Math.abs(at(0))));
    }
  });

  test("a solution that numbers cannot hold is a row of NaN and a reason", () => {
    const { info, create, logLikelihood } = task(id);
    const theta = Float64Array.from(info.parameters, () => 1e300);
    const out = new Float64Array(observations[0].load().raw.length);
    expect(create().simulate(stream(1), theta, out)).toMatch(/solution|solver/);
    expect(out.every(Number.isNaN)).toBe(true);
    expect(logLikelihood(theta, observations[0].load().raw)).toBe(-Infinity);
  });
});

test("the first observation of each is where the systems start", () => {
  const [prey, predators] = [0, 10];
  const { raw } = task("lotka-volterra").observations[0].load();
  // Counts are within ten percent, here five standard deviations.
  expect(Math.abs(Math.log(raw[prey] / 30))).toBeLessThan(0.5);
  expect(Math.abs(Math.log(raw[predators] / 1))).toBeLessThan(0.5);
  for (const observation of task("sir").observations) expect(observation.load().raw[0]).toBe(0);
});
