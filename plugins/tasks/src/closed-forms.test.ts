/** Reference samples of posteriors with a closed form: as good as exact draws, column by column and together. */
import { gatherRows, stackRows } from "@retrodict/matrix";
import { permutation, stream } from "@retrodict/random";
import { referencePosterior } from "@retrodict/reference-posteriors";
import { kolmogorovSmirnov, normalCdf, regularizedGammaQ } from "@retrodict/stats";
import type { Matrix, Rng } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { drawExact, exactPosteriors, toNormals } from "./exact-posteriors.test.helper.ts";
import { task } from "./index.ts";

const LEVEL = 1e-4;
const GROUP = 250;
const PERMUTATIONS = 199;

/** Distances between all rows of two samples, one after the other. */
function distances(a: Matrix, b: Matrix): Float64Array {
  const n = a.rows + b.rows;
  const out = new Float64Array(n * n);
  const { rows, cols, data } = stackRows(a, b);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < rows; k++) {
      let square = 0;
      for (let j = 0; j < cols; j++) square += (data[i * cols + j] - data[k * cols + j]) ** 2;
      out[i * rows + k] = Math.sqrt(square);
    }
  return out;
}

/** Energy distance of the rows that `order` puts first from the others (Székely & Rizzo 2013), up to a factor. */
function energy(all: Float64Array, order: Uint32Array): number {
  const n = order.length;
  let [within, between] = [0, 0];
  for (let i = 0; i < n; i++) {
    const start = order[i] * n;
    const same = i < n / 2 ? 0 : n / 2;
    for (let k = 0; k < same; k++) between += all[start + order[k]];
    for (let k = same; k < i; k++) within += all[start + order[k]];
  }
  return between - within;
}

/** Share of random splits at least as far apart as the two samples. */
function energyTest(rng: Rng, a: Matrix, b: Matrix): number {
  const all = distances(a, b);
  const n = a.rows + b.rows;
  const found = energy(all, every(1, n));
  let beyond = 1;
  for (let i = 0; i < PERMUTATIONS; i++)
    if (energy(all, Uint32Array.from(permutation(rng, n))) >= found) beyond++;
  return beyond / (PERMUTATIONS + 1);
}

const every = (step: number, n: number) => Uint32Array.from({ length: n }, (_, i) => i * step);

describe.each(Object.entries(exactPosteriors))("%s", (id, exactGiven) => {
  test.each(task(id).observations)(
    "observation $name has the energy distance of exact draws",
    async ({ name, load }) => {
      const reference = gatherRows(
        await referencePosterior(id, name),
        every(10_000 / GROUP, GROUP),
      );
      const rng = stream(id).fork(name);
      const exact = drawExact(rng, exactGiven(load().raw), GROUP);
      // The least p-value there can be is one in 200; the seed is fixed.
      expect(energyTest(rng, reference, exact)).toBeGreaterThan(1 / 200);
    },
  );
});

describe.each(Object.entries(toNormals))("%s", (id, normalsGiven) => {
  test.each(task(id).observations)(
    "observation $name turns into independent normals",
    async ({ name, load }) => {
      const { rows, cols, data } = await referencePosterior(id, name);
      const normalsOf = normalsGiven(load().raw);
      const normals = Array.from({ length: rows }, (_, i) =>
        normalsOf(data.subarray(i * cols, (i + 1) * cols)),
      );
      for (let j = 0; j < cols; j++) {
        const column = Float64Array.from(normals, (z) => z[j]);
        expect(kolmogorovSmirnov(column, normalCdf).pValue).toBeGreaterThan(LEVEL);
        for (let k = 0; k < j; k++) {
          const product = normals.reduce((sum, z) => sum + z[j] * z[k], 0) / rows;
          expect(Math.abs(product)).toBeLessThan(5 / Math.sqrt(rows));
        }
      }
      const squares = Float64Array.from(normals, (z) => z.reduce((sum, v) => sum + v * v, 0));
      const chiSquare = (x: number) => 1 - regularizedGammaQ(cols / 2, x / 2);
      expect(kolmogorovSmirnov(squares, chiSquare).pValue).toBeGreaterThan(LEVEL);
    },
  );
});

const radiusCdf = (r: number) => normalCdf((r - 0.1) / 0.01);

// All of the first four posteriors lies in the box.
test.each(["1", "2", "3", "4"])("two moons, observation %s: crescents", async (name) => {
  const { raw } = task("two-moons").observations[Number(name) - 1].load();
  const { rows, data } = await referencePosterior("two-moons", name);
  const points = Array.from({ length: rows }, (_, i) => {
    const [a, b] = data.subarray(2 * i);
    return [
      raw[0] + Math.abs(a + b) / Math.SQRT2 - 0.25,
      raw[1] - (b - a) / Math.SQRT2,
      a + b,
    ] as const;
  });
  const radii = Float64Array.from(points, ([u, v]) => Math.hypot(u, v));
  const angles = Float64Array.from(points, ([u, v]) => Math.atan2(v, u));
  expect(kolmogorovSmirnov(radii, radiusCdf).pValue).toBeGreaterThan(LEVEL);
  expect(kolmogorovSmirnov(angles, (a) => a / Math.PI + 0.5).pValue).toBeGreaterThan(LEVEL);
  const upper = points.filter(([, , sum]) => sum > 0).length;
  expect(Math.abs(upper - rows / 2)).toBeLessThan((5 * Math.sqrt(rows)) / 2);
});
