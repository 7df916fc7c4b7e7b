import { expect, test } from "vitest";
import { bandwidth, cellsAround, density1d, density2d, massLevels } from "./density.ts";
import { normals } from "./fixtures.test.helper.ts";

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

test("densities integrate to one, also where they press against an edge", () => {
  const normal = normals(1);
  const edge = Float64Array.from({ length: 500 }, () => Math.abs(0.05 * normal()));
  const middle = Float64Array.from({ length: 500 }, () => 0.5 + 0.1 * normal());
  const [w, v] = [bandwidth(edge, 1), bandwidth(middle, 1)];
  const [x, y] = [cellsAround(edge, w, 80), cellsAround(middle, v, 80)];
  const dx = (x.to - x.from) / 80;
  const dy = (y.to - y.from) / 80;
  // The kernel is cut at four bandwidths, where 6e-5 of it is left.
  expect(sum(density1d(edge, w, x)) * dx).toBeCloseTo(1, 3);
  expect(sum(density2d(edge, middle, [w, v], [x, y])) * dx * dy).toBeCloseTo(1, 3);
});

test("a density equals the sum of its kernels and their reflections", () => {
  const positions = Float64Array.of(0.02, 0.3, 0.31, 0.9);
  const width = 0.05;
  const cells = { from: 0, to: 1, count: 400 };
  const kernel = (z: number): number => Math.exp(-0.5 * z * z) / (width * Math.sqrt(2 * Math.PI));
  const density = density1d(positions, width, cells);
  for (const cell of [0, 8, 124, 360, 399]) {
    const at = (cell + 0.5) / 400;
    let exact = 0;
    for (const p of positions)
      for (const image of [p, -p, 2 - p]) exact += kernel((at - image) / width) / positions.length;
    // Binning into cells of a twentieth of the bandwidth blurs by (1/20)² / 8 of the curvature.
    expect(Math.abs(density[cell] - exact)).toBeLessThan(2e-3 * kernel(0));
  }
});

test("a uniform posterior is drawn flat up to the edges of its prior", () => {
  const positions = Float64Array.from({ length: 2000 }, (_, i) => (i + 0.5) / 2000);
  const density = density1d(positions, 0.05, { from: 0, to: 1, count: 50 });
  for (const value of density) expect(Math.abs(value - 1)).toBeLessThan(0.01);
});

test("levels of a bivariate normal hold the mass that closed form gives", () => {
  const n = 201;
  const z = Float64Array.from({ length: n }, (_, i) => -6 + (12 * i) / (n - 1));
  const grid = Float64Array.from({ length: n * n }, (_, k) =>
    Math.exp(-0.5 * (z[k % n] ** 2 + z[Math.floor(k / n)] ** 2)),
  );
  // Outside radius r lies exp(-r²/2) of the mass, which is the density there over its peak.
  for (const mass of [0.5, 0.9]) expect(massLevels(grid, [mass])[0]).toBeCloseTo(1 - mass, 2);
});
