import { correlation, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { kolmogorovSmirnov, normalCdf } from "@retrodict/stats";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { normalScores, scoreColumns } from "./index.ts";

const drawn = (n: number, draw: (normal: number) => number) => {
  const rng = stream("scores");
  return matrix(
    n,
    1,
    Float64Array.from({ length: n }, () => draw(rng.normal())),
  );
};

test("leaves normal, two-valued and constant columns alone", () => {
  expect(normalScores(drawn(5000, (z) => 3 + 2 * z))).toEqual([]);
  expect(normalScores(drawn(5000, (z) => Number(z > 1)))).toEqual([]);
  expect(normalScores(drawn(5000, () => 7))).toEqual([]);
});

test("fresh values of a heavy-tailed column become standard normal", () => {
  const maps = normalScores(drawn(5000, (z) => Math.exp(3 * z)));
  expect(maps.map(({ column }) => column)).toEqual([0]);
  const rng = stream("fresh");
  const fresh = matrix(
    2000,
    1,
    Float64Array.from({ length: 2000 }, () => Math.exp(3 * rng.normal())),
  );
  const { data } = scoreColumns(fresh, maps);
  // The map itself is known from 5000 values only, so the test is at the 0.1 % level.
  expect(kolmogorovSmirnov(data, normalCdf).pValue).toBeGreaterThan(0.001);
});

test("equal values share the score of their middle rank", () => {
  const values = matrix(1000, 1, new Float64Array(1000));
  values.data.fill(0, 0, 500);
  for (let i = 500; i < 1000; i++) values.data[i] = Math.exp(i / 100);
  const maps = normalScores(values);
  expect(scoreColumns(matrix(1, 1, Float64Array.of(0)), maps).data[0]).toBeCloseTo(-0.6745, 3);
});

test("is increasing everywhere, beyond the simulated values too", () => {
  const column = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 3 });
  fc.assert(
    fc.property(column, fc.double({ min: -1e4, max: 1e4, noNaN: true }), (values, x) => {
      const maps = normalScores(matrix(values.length, 1, Float64Array.from(values)));
      if (maps.length === 0) return;
      const at = Float64Array.of(x, x + 1 + Math.abs(x) / 100);
      const [low, high] = scoreColumns(matrix(2, 1, at), maps).data;
      expect(high).toBeGreaterThan(low);
    }),
  );
});

test("maps columns one by one", () => {
  const rng = stream("columns");
  const values = matrix(3000, 3);
  for (let i = 0; i < 3000; i++) {
    const z = rng.normal();
    values.data.set([z, Math.exp(2 * z), z ** 3], i * 3);
  }
  const maps = normalScores(values);
  expect(maps.map(({ column }) => column)).toEqual([1, 2]);
  const scores = scoreColumns(values, maps);
  // Both undo a monotone map of the same normal.
  expect(correlation(scores).data[1]).toBeGreaterThan(0.999);
});

test("refuses values that are not finite", () => {
  expect(() => normalScores(matrix(2, 1, Float64Array.of(1, NaN)))).toThrow("finite");
});
