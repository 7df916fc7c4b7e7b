/**
 * Published reference samples come from the posterior that prior and likelihood here say. Under a density p that vanishes at
 * the edges, or times a weight w that does, the mean of w(θ + h) p(θ + h) / p(θ) is that of w for any step h. It is tried
 * along every axis with a constant weight, which a wrong place would give away, and a linear one, for a wrong width.
 */
import { columnMeans, columnStds, gatherRows, matrix } from "@retrodict/matrix";
import { referencePosterior } from "@retrodict/reference-posteriors";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { tasks, unnormalizedPosterior, type Task } from "./index.ts";

/** Every twentieth of the 10 000 samples. */
const rows = Uint32Array.from({ length: 500 }, (_, i) => 20 * i);

/** Zero at the edges of the prior's box and wherever else the posterior ends. */
function weight({ info, prior: { support } }: Task, theta: Float64Array, x: Float64Array): number {
  let product = 1;
  theta.forEach((value, j) => {
    const [lower, upper] = [support.lower[j], support.upper[j]];
    if (Number.isFinite(upper))
      product *= ((value - lower) * (upper - value)) / (upper - lower) ** 2;
  });
  // A crescent's tips.
  if (info.id === "two-moons")
    product *= Math.max(0, x[0] + Math.abs(theta[0] + theta[1]) / Math.SQRT2 - 0.25);
  return product;
}

/** A step small against the posterior's structure. */
const stepOf = ({ info }: Task, std: number) => (info.id === "two-moons" ? 1e-3 : 0.05 * std);

const shifted = (theta: Matrix, j: number, step: number) =>
  matrix(
    theta.rows,
    theta.cols,
    theta.data.map((value, at) => (at % theta.cols === j ? value + step : value)),
  );

/** `w(θ + h) p(θ + h) / p(θ)` per row, with either weight. */
function carried(task: Task, x: Float64Array, theta: Matrix, base: Float64Array) {
  const density = unnormalizedPosterior(task, x);
  return (j: number, step: number, linear: (value: number) => number) => {
    const moved = shifted(theta, j, step);
    return Array.from(density.logDensity(moved), (value, i) => {
      const at = moved.data.subarray(i * moved.cols, (i + 1) * moved.cols);
      const ratio = value > -Infinity ? Math.exp(value - base[i]) * weight(task, at, x) : 0;
      return [ratio, ratio * linear(at[j])] as const;
    });
  };
}

describe.each(tasks.map((task) => [task.info.id, task] as const))("%s", (id, task) => {
  test.each(task.observations)("observation $name", async ({ name, load }) => {
    const all = await referencePosterior(id, name);
    const theta = gatherRows(all, rows);
    const x = load().raw;
    const base = unnormalizedPosterior(task, x).logDensity(theta);
    expect(base.every(Number.isFinite)).toBe(true);
    const at = carried(task, x, theta, base);
    const [means, stds] = [columnMeans(all), columnStds(all)];
    for (let j = 0; j < theta.cols; j++) {
      const step = stepOf(task, stds[j]);
      const linear = (value: number) => (value - means[j]) / stds[j];
      const [up, down] = [at(j, step, linear), at(j, -step, linear)];
      for (const kind of [0, 1] as const) {
        const differences = up.map((value, i) => value[kind] - down[i][kind]);
        const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
        const square = differences.reduce((sum, v) => sum + (v - mean) ** 2, 0);
        // Five standard errors.
        expect(Math.abs(mean)).toBeLessThan((5 * Math.sqrt(square)) / differences.length);
      }
    }
  });
});

// Steps are too short to compare modes with each other.
test.each(["1", "2", "3", "4", "5"])("slcp, observation %s: four modes alike", async (name) => {
  const { rows, cols, data } = await referencePosterior("slcp", name);
  const share = (of: (theta: Float64Array) => number) => {
    let positive = 0;
    for (let i = 0; i < rows; i++) if (of(data.subarray(i * cols, (i + 1) * cols)) > 0) positive++;
    return positive / rows;
  };
  for (const of of [
    (theta: Float64Array) => theta[2],
    (theta: Float64Array) => theta[3],
    (theta: Float64Array) => theta[2] * theta[3],
  ])
    expect(Math.abs(share(of) - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(rows));
});
