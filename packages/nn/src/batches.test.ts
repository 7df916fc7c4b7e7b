import { stream } from "@retrodict/random";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { batches, shuffled, splitRows } from "./batches.ts";

const sizes = fc.tuple(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 1, max: 60 }));

test("batches hold every row once, are never over size, and differ by at most one row", () => {
  fc.assert(
    fc.property(sizes, ([rows, size]) => {
      const all = Uint32Array.from({ length: rows }, (_, i) => i);
      const parts = batches(all, size);
      expect(parts.flatMap((part) => [...part])).toEqual([...all]);
      const lengths = parts.map((part) => part.length);
      expect(parts.length).toBe(Math.ceil(rows / size));
      expect(Math.max(...lengths)).toBeLessThanOrEqual(size);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      expect(parts.at(-1)!.length).toBe(Math.max(...lengths));
    }),
  );
});

test("a split and a shuffle lose no row", () => {
  fc.assert(
    fc.property(sizes, fc.double({ min: 0, max: 0.9, noNaN: true }), ([rows], fraction) => {
      const { training, validation } = splitRows(stream(1), rows, fraction);
      expect(training.length).toBeGreaterThan(0);
      expect(validation.length).toBe(Math.min(rows - 1, Math.max(1, Math.round(rows * fraction))));
      const all = [...shuffled(stream(2), training), ...validation];
      expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i));
    }),
  );
});
