import { stream } from "@retrodict/random";
import { assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { blockLevels } from "./levels.ts";
import { savitzkyGolay } from "./savitzky-golay.ts";
import { PLATEAU_THRESHOLD, SPIKE_THRESHOLD } from "./thresholds.ts";

const smoother = savitzkyGolay(10);
const block = 32;

/** Around the limits, above which smoothed values may reach a threshold, and far below, which raises them. */
const voltages = [-101, -100, -90, -60, -40, -39.7, -31, -29, -22.6, -15, -5, 40];

test("smoothed values of a block and a sample around it are what its level says", () => {
  const seen = [0, 0, 0];
  assert(
    property(integer({ min: 0 }), (seed) => {
      const rng = stream(seed);
      const lowest = rng.uniform() < 0.3 ? 0 : 1;
      const highest = lowest + 1 + (rng.uint32() % (voltages.length - 1));
      const values = new Float64Array(4 * block);
      for (let i = 0; i < values.length;) {
        const voltage = voltages[lowest + (rng.uint32() % (highest - lowest))];
        const length = 1 + (rng.uint32() % 20);
        values.fill(voltage, i, i + length);
        i += length;
      }
      const levels = blockLevels(values, block, smoother);
      levels.start();
      levels.measure(values.length);
      for (const start of [block, 2 * block]) {
        const level = levels.around(start);
        seen[level]++;
        const limit = [PLATEAU_THRESHOLD, SPIKE_THRESHOLD, Infinity][level];
        const smoothed = Array.from({ length: block + 2 }, (_, i) =>
          smoother.centre(values, start - 1 + i),
        );
        expect(Math.max(...smoothed)).toBeLessThanOrEqual(limit);
      }
    }),
    { numRuns: 2000, seed: 1 },
  );
  expect(Math.min(...seen)).toBeGreaterThan(100);
});

test("levels follow values that are dropped at the front and added at the end", () => {
  const values = new Float64Array(4 * block).fill(-60);
  const levels = blockLevels(values, block, smoother);
  values.fill(0, 2 * block, 3 * block);
  levels.start();
  levels.measure(3 * block + 5);
  expect(levels.around(block)).toBe(2);
  values.copyWithin(0, 2 * block);
  levels.shift(2 * block);
  values.fill(-60, block);
  levels.measure(4 * block);
  expect(levels.around(block)).toBe(2);
  expect(levels.around(2 * block)).toBe(0);
});
