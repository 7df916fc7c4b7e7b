import { array, assert, constant, double, integer, oneof, property } from "fast-check";
import { expect, test } from "vitest";
import { decimate } from "./decimate.ts";

const traces = array(oneof(double({ noNaN: true, min: -100, max: 100 }), constant(Number.NaN)), {
  minLength: 1,
  maxLength: 400,
});
const columns = integer({ min: 1, max: 60 });

const finite = (list: number[]): number[] => list.filter(Number.isFinite);

test("every stretch keeps its ends and its extremes", () => {
  assert(
    property(traces, columns, (values, count) => {
      const kept = decimate(values, count);
      for (let c = 0; c < count; c++) {
        const from = Math.floor((c * values.length) / count);
        const to = Math.floor(((c + 1) * values.length) / count);
        if (from === to) continue;
        const all = values.slice(from, to);
        const some = kept.filter((i) => i >= from && i < to).map((i) => values[i]);
        expect(Math.max(...finite(some))).toBe(Math.max(...finite(all)));
        expect(Math.min(...finite(some))).toBe(Math.min(...finite(all)));
        expect(some[0]).toBe(all[0]);
        expect(some.at(-1)).toBe(all.at(-1));
        expect(some.some(Number.isNaN)).toBe(all.some(Number.isNaN));
      }
    }),
  );
});

test("indices ascend and are at most five per column", () => {
  assert(
    property(traces, columns, (values, count) => {
      const kept = decimate(values, count);
      expect(kept.every((index, k) => k === 0 || index > kept[k - 1])).toBe(true);
      expect(kept.length).toBeLessThanOrEqual(5 * count);
    }),
  );
});

test("a trace shorter than the picture is kept whole", () => {
  expect(decimate([3, 1, 2], 800)).toEqual([0, 1, 2]);
});
