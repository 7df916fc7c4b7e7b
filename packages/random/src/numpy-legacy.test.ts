import { readFileSync } from "node:fs";
import { RetrodictError } from "@retrodict/check";
import { describe, expect, test } from "vitest";
import { numpyLegacy } from "./numpy-legacy.ts";

interface Normals {
  readonly first20: readonly number[];
  readonly last: number;
  readonly mean: number;
  readonly std: number;
}

const fixture = new URL("./fixtures/numpy-legacy-normals.json", import.meta.url);
const golden = JSON.parse(readFileSync(fixture, "utf8")) as Record<string, Normals>;

describe.each(Object.entries(golden))("RandomState(%s).randn(12001)", (seed, numpy) => {
  const rng = numpyLegacy(Number(seed));
  const normals = Float64Array.from({ length: 12_001 }, rng.normal);

  // The logarithms of two mathematical libraries may differ in the last bit; two ulps of the result.
  test("first 20 and last", () => {
    [...numpy.first20, numpy.last].forEach((expected, i) => {
      const got = normals[i < 20 ? i : 12_000];
      expect(Math.abs(got - expected)).toBeLessThanOrEqual(2 * 2 ** -52 * Math.abs(expected));
    });
  });

  test("mean and standard deviation", () => {
    const mean = normals.reduce((sum, x) => sum + x, 0) / normals.length;
    const variance = normals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / normals.length;
    expect(mean).toBeCloseTo(numpy.mean, 13);
    expect(Math.sqrt(variance)).toBeCloseTo(numpy.std, 13);
  });
});

test("words and uniforms are MT19937's", () => {
  // RandomState(5489): the reference implementation's default seed and its 10000th word (C++ standard, 29.5.6).
  const rng = numpyLegacy(5489);
  for (let i = 0; i < 9999; i++) rng.uint32();
  expect(rng.uint32()).toBe(4123659995);
  // RandomState(0).random_sample(2), computed with numpy.
  const uniforms = numpyLegacy(0);
  expect([uniforms.uniform(), uniforms.uniform()]).toEqual([
    0.5488135039273248, 0.7151893663724195,
  ]);
});

test("forks depend on seed and label only", () => {
  const parent = numpyLegacy(3);
  const before = parent.fork("a").uint32();
  parent.normal();
  expect(parent.fork("a").uint32()).toBe(before);
  expect(parent.fork("b").uint32()).not.toBe(before);
  expect(numpyLegacy(4).fork("a").uint32()).not.toBe(before);
});

test("has no state, and says what to do", () => {
  expect(() => numpyLegacy(1).state()).toThrow(RetrodictError);
  expect(() => numpyLegacy(1).state()).toThrow(/use stream\(seed\)/);
});

test.each([-1, 1.5, 2 ** 32, Number.NaN])("refuses the seed %d", (seed) => {
  expect(() => numpyLegacy(seed)).toThrow(/\[random\] expected a seed from 0/);
});
