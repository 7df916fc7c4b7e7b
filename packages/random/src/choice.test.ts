import * as fc from "fast-check";
import { expect, test } from "vitest";
import { below } from "./below.ts";
import { choice, permutation } from "./choice.ts";
import { fillNormal, fillUniform } from "./fill.ts";
import { stream } from "./stream.ts";
import { systematicChoice } from "./systematic-choice.ts";

/** Chi-square of counts against equal probabilities: mean `bins − 1`, variance `2 (bins − 1)`. */
function chiSquare(counts: ArrayLike<number>, total: number): number {
  const expected = total / counts.length;
  return Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

// Five standard deviations above the mean, for a chi-square of `bins − 1` degrees of freedom.
const limit = (bins: number) => bins - 1 + 5 * Math.sqrt(2 * (bins - 1));

test.each([1, 2, 7, 60])("below(%d) is uniform", (n) => {
  const rng = stream("below");
  const counts = new Uint32Array(n);
  for (let i = 0; i < 60_000; i++) counts[below(rng, n)] += 1;
  expect(chiSquare(counts, 60_000)).toBeLessThanOrEqual(limit(n));
});

test("below is unbiased where a plain remainder favours the first half two to one", () => {
  const rng = stream("bias");
  const n = 3 * 2 ** 30;
  const thirds = new Uint32Array(3);
  for (let i = 0; i < 30_000; i++) thirds[Math.floor(below(rng, n) / 2 ** 30)] += 1;
  expect(chiSquare(thirds, 30_000)).toBeLessThan(limit(3));
});

test.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])("below refuses %d", (n) => {
  expect(() => below(stream(1), n)).toThrow(/\[random\] expected n/);
});

test("a choice is of k different integers below n", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), fc.nat(60), (seed, n, k) => {
      fc.pre(k <= n);
      const picked = choice(stream(seed), n, k);
      expect(picked.length).toBe(k);
      expect(new Set(picked).size).toBe(k);
      expect(picked.every((item) => item < n)).toBe(true);
    }),
  );
});

test("every ordered choice of 2 from 5 is equally likely", () => {
  const rng = stream("choice");
  const counts = new Map<string, number>();
  for (let i = 0; i < 20_000; i++) {
    const key = choice(rng, 5, 2).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(20);
  expect(chiSquare([...counts.values()], 20_000)).toBeLessThan(limit(20));
});

test("every permutation of 4 is equally likely", () => {
  const rng = stream("permutation");
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const key = permutation(rng, 4).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  expect(chiSquare([...counts.values()], 24_000)).toBeLessThan(limit(24));
});

test("refuses to choose more than there are", () => {
  expect(() => choice(stream(1), 3, 4)).toThrow(/\[random\] expected k between 0 and 3, got 4/);
});

test("fills draw in order", () => {
  const out = new Float64Array(5);
  const rng = stream(9);
  fillNormal(stream(9), out);
  expect([...out]).toEqual(Array.from(out, () => rng.normal()));
  fillUniform(stream(8), out);
  const other = stream(8);
  expect([...out]).toEqual(Array.from(out, () => other.uniform()));
});

test("a systematic choice takes every index as often as its weight says, but for one", () => {
  const weights = Float64Array.of(0.05, 0.5, 0, 0.3, 0.15);
  for (let seed = 0; seed < 50; seed++) {
    const rows = systematicChoice(stream(seed), weights, 17);
    weights.forEach((weight, i) => {
      const times = rows.filter((r) => r === i).length;
      expect(Math.abs(times - 17 * weight)).toBeLessThan(1);
    });
  }
});
