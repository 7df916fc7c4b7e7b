/** Reference samples of posteriors with a closed form: as good as exact draws, column by column and together. */
import { gatherRows, row } from "@retrodict/matrix";
import { permutation, stream } from "@retrodict/random";
import { referencePosterior } from "@retrodict/reference-posteriors";
import { kolmogorovSmirnov, normalCdf, regularizedGammaQ } from "@retrodict/stats";
import type { Matrix, Rng } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { drawExact, exactPosteriors } from "./exact-posteriors.test.helper.ts";
import { task } from "./index.ts";

const LEVEL = 1e-4;
const GROUP = 400;
const PERMUTATIONS = 199;

/** Distances between all rows of two samples, one after the other. */
function distances(a: Matrix, b: Matrix): Float64Array {
  const rows = [a, b].flatMap((m) => Array.from({ length: m.rows }, (_, i) => row(m, i)));
  const out = new Float64Array(rows.length ** 2);
  rows.forEach((x, i) => {
    rows.forEach((y, k) => {
      out[i * rows.length + k] = Math.hypot(...x.map((value, j) => value - y[j]));
    });
  });
  return out;
}

/** Energy distance of the rows that `order` puts first from the others (Székely & Rizzo 2013), up to a factor. */
function energy(all: Float64Array, order: ArrayLike<number>): number {
  const n = order.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const start = order[i] * n;
    for (let k = 0; k < i; k++)
      sum += i < n / 2 === k < n / 2 ? -all[start + order[k]] : all[start + order[k]];
  }
  return sum;
}

/** Share of random splits at least as far apart as the two samples. */
function energyTest(rng: Rng, a: Matrix, b: Matrix): number {
  const all = distances(a, b);
  const n = a.rows + b.rows;
  const found = energy(
    all,
    Array.from({ length: n }, (_, i) => i),
  );
  let beyond = 1;
  for (let i = 0; i < PERMUTATIONS; i++) if (energy(all, permutation(rng, n)) >= found) beyond++;
  return beyond / (PERMUTATIONS + 1);
}

const every = (step: number, n: number) => Uint32Array.from({ length: n }, (_, i) => i * step);

describe.each(Object.entries(exactPosteriors))("%s", (id, exactGiven) => {
  describe.each(task(id).observations)("observation $name", ({ name, load }) => {
    const exact = exactGiven(load().raw);

    test("cannot be told from exact draws by their energy distance", async () => {
      const rng = stream(id).fork(name);
      const reference = gatherRows(await referencePosterior(id, name), every(25, GROUP));
      // One in 200 if all splits are alike; the seed is fixed.
      expect(energyTest(rng, reference, drawExact(rng, exact, GROUP))).toBeGreaterThan(1 / 200);
    });

    test.skipIf(exact.normals === undefined)("turns into independent normals", async () => {
      const { rows, cols, data } = await referencePosterior(id, name);
      const normals = Array.from({ length: rows }, (_, i) =>
        exact.normals!(data.subarray(i * cols, (i + 1) * cols)),
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
    });
  });
});

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
  const radius = (r: number) => normalCdf((r - 0.1) / 0.01);
  expect(kolmogorovSmirnov(radii, radius).pValue).toBeGreaterThan(LEVEL);
  expect(kolmogorovSmirnov(angles, (a) => a / Math.PI + 0.5).pValue).toBeGreaterThan(LEVEL);
  const upper = points.filter(([, , sum]) => sum > 0).length;
  expect(Math.abs(upper - rows / 2)).toBeLessThan((5 * Math.sqrt(rows)) / 2);
});
