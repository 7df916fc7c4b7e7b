import { expect, test } from "vitest";
import { axis } from "./axis.ts";
import { bandwidth } from "./bandwidth.ts";
import { normals } from "./fixtures.test.helper.ts";
import { densityCurve } from "./marginal.ts";

/** Area under a curve by the trapezoidal rule. */
const area = (curve: readonly (readonly [number, number])[]): number =>
  curve
    .slice(1)
    .reduce((sum, [at, height], i) => sum + ((at - curve[i][0]) * (height + curve[i][1])) / 2, 0);

test("Silverman's rule on a sample whose spread is known", () => {
  // Of 0, 0.01, …, 1 the standard deviation, 0.293, is less than the quartiles' distance over 1.34, 0.373.
  const grid = Float64Array.from({ length: 101 }, (_, i) => i / 100);
  const deviation = Math.sqrt((101 * 102) / 12) / 100;
  expect(bandwidth(grid, 1)).toBeCloseTo(0.9 * deviation * 101 ** (-1 / 5), 12);
  expect(bandwidth(grid, 2)).toBeCloseTo(0.9 * deviation * 101 ** (-1 / 6), 12);
});

test("an outlier does not widen the kernel, a constant has the finest", () => {
  const grid = Float64Array.from({ length: 1001 }, (_, i) => (i === 0 ? 1 : 0.1 + i * 1e-5));
  expect(bandwidth(grid, 1)).toBeLessThan(0.003);
  expect(bandwidth(new Float64Array(50).fill(0.3), 2)).toBe(1 / 400);
});

test("a uniform posterior is drawn at the height of its prior, up to the edges", () => {
  const values = Float64Array.from({ length: 4000 }, (_, i) => 20 + (60 * (i + 0.5)) / 4000);
  const curve = densityCurve(values, axis(20, 80));
  expect(curve[0][0]).toBe(0);
  expect(curve.at(-1)![0]).toBe(1);
  for (const [, height] of curve) expect(Math.abs(height - 1)).toBeLessThan(0.01);
});

test("on a logarithmic axis what is uniform in the logarithm is flat", () => {
  const values = Float64Array.from({ length: 4000 }, (_, i) => 10 ** (3 * ((i + 0.5) / 4000)));
  for (const [, height] of densityCurve(values, axis(1, 1000, "log")))
    expect(Math.abs(height - 1)).toBeLessThan(0.01);
});

test("a curve encloses the mass of the draws, also where they press against an edge", () => {
  const normal = normals(1);
  const pressed = Float64Array.from({ length: 500 }, () => Math.abs(0.05 * normal()));
  // The grid ends three bandwidths beyond the last draw, where 1e-3 of that one draw's mass is left.
  expect(area(densityCurve(pressed, axis(0, 1)))).toBeCloseTo(1, 3);
});
