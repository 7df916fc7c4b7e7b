import { fromRows, matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { expect, test } from "vitest";
import { quasiNewton } from "./quasi-newton.ts";

/** Rosenbrock's valley: 0 at (1, 1), curved and narrow. */
const valley = (points: Matrix) => {
  const grad = matrix(points.rows, 2);
  const value = Float64Array.from({ length: points.rows }, (_, i) => {
    const [x, y] = row(points, i);
    row(grad, i).set([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]);
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  });
  return { value, grad };
};

test("reaches the end of a curved valley from every start, whichever are with it", async () => {
  const starts = fromRows([
    [-1.2, 1],
    [3, -2],
    [1, 1],
  ]);
  const found = await quasiNewton(valley, starts, { evaluations: 300 });
  found.points.data.forEach((value) => expect(value).toBeCloseTo(1, 4));
  found.gain.forEach((gain) => expect(gain).toBeLessThan(1e-9));
  const alone = await quasiNewton(valley, fromRows([[3, -2]]), { evaluations: 300 });
  expect(alone.points.data).toEqual(row(found.points, 1).slice());
});

test("stops when its evaluations are spent, lower than it began; stays where there is no value", async () => {
  const starts = fromRows([
    [-1.2, 1],
    [NaN, 0],
  ]);
  let seen = 0;
  const counted = (points: Matrix) => {
    seen++;
    return valley(points);
  };
  const { value, points } = await quasiNewton(counted, starts, { evaluations: 5 });
  expect(seen).toBe(5);
  expect(value[0]).toBeLessThan(valley(starts).value[0]);
  expect(row(points, 1)).toEqual(Float64Array.of(NaN, 0));
});
