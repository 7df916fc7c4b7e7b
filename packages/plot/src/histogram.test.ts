import { array, assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { histogram } from "./histogram.ts";

const value = integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000);
const list = array(value).map((values) => Float64Array.from(values));

test("every value is in a bin or beyond, the included one is between the edges", () => {
  assert(
    property(list, value, (values, included) => {
      const { edges, counts, beyond } = histogram(values, included);
      expect(counts.reduce((sum, count) => sum + count, 0) + beyond).toBe(values.length);
      expect(edges).toHaveLength(counts.length + 1);
      expect(edges.every((edge, k) => k === 0 || edge > edges[k - 1])).toBe(true);
      expect(included).toBeGreaterThanOrEqual(edges[0]);
      expect(included).toBeLessThanOrEqual(edges.at(-1)!);
      // The central 98 % are always shown.
      expect(beyond).toBeLessThanOrEqual(Math.max(2, 0.02 * values.length + 2));
    }),
  );
});

test("counts have a bin per whole number", () => {
  const { counts, beyond } = histogram(Float64Array.of(0, 1, 1, 3), 2);
  expect(counts).toEqual([1, 2, 0, 1]);
  expect(beyond).toBe(0);
});

test("a stray value does not squeeze the others", () => {
  const values = Float64Array.from({ length: 500 }, (_, i) => (i === 0 ? 1000 : i / 500));
  const { edges, beyond } = histogram(values, 0.5);
  expect(beyond).toBeGreaterThan(0);
  expect(edges.at(-1)).toBeLessThan(1);
});
