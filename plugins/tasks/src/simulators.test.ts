/**
 * Every simulator has the law its likelihood says: of draws given θ, the ratio of likelihoods of another θ to this one is 1
 * in the mean. Steps are half a standard error of one observation, where ratios vary enough to tell and little enough
 * to average.
 */
import { stream } from "@retrodict/random";
import { kolmogorovSmirnov, normalCdf } from "@retrodict/stats";
import { describe, expect, test } from "vitest";
import { gaussianMixture, slcp, task, tasks, twoMoons, type Task } from "./index.ts";

/** Rows of data, all given the same parameters. */
function simulated({ create }: Pick<Task, "create">, theta: Float64Array, n: number, cols: number) {
  const simulator = create();
  const rng = stream("rows");
  return Array.from({ length: n }, (_, i) => {
    const out = new Float64Array(cols);
    simulator.simulate(rng.fork(i), theta, out);
    return out;
  });
}

const moved = (theta: Float64Array, j: number, step: number) =>
  theta.map((value, k) => (k === j ? value + step : value));

const meanOf = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
const stdOf = (values: readonly number[]) => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};

// The support of two moons moves with θ, so ratios miss part of it.
const regular = tasks.filter(({ info }) => info.id !== "two-moons");

describe.each(regular.map((entry) => [entry.info.id, entry] as const))("%s", (id, entry) => {
  const { raw, theta } = entry.observations[0].load();
  const n = ["sir", "lotka-volterra"].includes(id) ? 400 : 3000;
  const rows = simulated(entry, theta!, n, raw.length);
  const base = rows.map((x) => entry.logLikelihood(theta!, x));

  test("likelihood ratios are 1 in the mean", () => {
    theta!.forEach((value, j) => {
      const small = 1e-4 * Math.abs(value);
      const slopes = rows
        .slice(0, 100)
        .map((x, i) => (entry.logLikelihood(moved(theta!, j, small), x) - base[i]) / small);
      for (const step of [-0.5, 0.5]) {
        const at = moved(theta!, j, step / stdOf(slopes));
        const ratios = rows.map((x, i) => Math.exp(entry.logLikelihood(at, x) - base[i]));
        expect(Math.abs(meanOf(ratios) - 1)).toBeLessThan((5 * stdOf(ratios)) / Math.sqrt(n));
      }
    });
  });
});

test("two moons: a crescent of normal radius and uniform angle, where |θ₁ + θ₂| and θ₂ − θ₁ move it", () => {
  const theta = Float64Array.of(-0.9, 0.3);
  const rows = simulated({ create: twoMoons }, theta, 5000, 2).map(([x1, x2]) => [
    x1 + 0.6 / Math.SQRT2 - 0.25,
    x2 - 1.2 / Math.SQRT2,
  ]);
  const radii = Float64Array.from(rows, ([a, b]) => Math.hypot(a, b));
  const angles = Float64Array.from(rows, ([a, b]) => Math.atan2(b, a));
  const pValues = [
    kolmogorovSmirnov(radii, (r) => normalCdf((r - 0.1) / 0.01)).pValue,
    kolmogorovSmirnov(angles, (a) => a / Math.PI + 0.5).pValue,
  ];
  for (const pValue of pValues) expect(pValue).toBeGreaterThan(1e-4);
});

test("two moons: the density integrates to one", () => {
  const theta = Float64Array.of(0.2, 0.1);
  const [across, along] = [0.25 - 0.3 / Math.SQRT2, -0.1 / Math.SQRT2];
  const STEP = 0.0005;
  let total = 0;
  for (let u = STEP / 2; u < 0.16; u += STEP)
    for (let v = -0.16 + STEP / 2; v < 0.16; v += STEP)
      total += Math.exp(
        task("two-moons").logLikelihood(theta, Float64Array.of(across + u, along + v)),
      );
  // The six standard deviations of the radius that the square holds; midpoints see a smooth density but at the tips.
  expect(Math.abs(total * STEP ** 2 - 1)).toBeLessThan(1e-3);
});

test("gaussian mixture: one component for both numbers of a row", () => {
  const n = 20_000;
  const rows = simulated({ create: gaussianMixture }, Float64Array.of(1, -2), n, 2);
  const products = rows.map(([a, b]) => (a - 1) ** 2 * (b + 2) ** 2);
  // E a²b² is ½ (1 + 0.1⁴), not ¼ (1 + 0.1²)² as for components drawn apart.
  expect(Math.abs(meanOf(products) - 0.5 * (1 + 1e-4))).toBeLessThan(
    (5 * stdOf(products)) / Math.sqrt(n),
  );
});

test("slcp: standard deviations are squares of parameters, their correlation a tanh", () => {
  const theta = Float64Array.of(0.7, -2.9, -1.2, 0.8, -0.6);
  const n = 5000;
  const points = simulated({ create: slcp }, theta, n, 8).flatMap((row) =>
    [0, 2, 4, 6].map((i) => [row[i] - 0.7, row[i + 1] + 2.9] as const),
  );
  const moment = (of: (a: number, b: number) => number, expected: number) => {
    const values = points.map(([a, b]) => of(a, b));
    expect(Math.abs(meanOf(values) - expected)).toBeLessThan(
      (5 * stdOf(values)) / Math.sqrt(values.length),
    );
  };
  const [s1, s2] = [1.44, 0.64];
  moment((a) => a, 0);
  moment((_, b) => b, 0);
  moment((a) => a * a, s1 ** 2 + 1e-6);
  moment((_, b) => b * b, s2 ** 2 + 1e-6);
  moment((a, b) => a * b, Math.tanh(-0.6) * s1 * s2);
});
