/**
 * Statistical tests with fixed seeds. Kolmogorov–Smirnov: sqrt(n) D exceeds 2.23 with probability
 * 2 exp(-2 · 2.23²) = 1e-4 when the draws follow the law they should. Other bounds are five standard
 * errors (6e-7 two-sided), named where they are used.
 */
import { describe, expect, test } from "vitest";
import { gamma } from "./gamma.ts";
import { stream } from "./stream.ts";
import { zigguratNormal } from "./ziggurat.ts";

const KS_LIMIT = 2.23;

/** sqrt(n) D of `sample` against a density, whose integral runs from `lower` along the sorted sample. */
function ksOfDensity(sample: Float64Array, density: (x: number) => number, lower: number): number {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  let cdf = simpson(density, lower, sorted[0], 4000);
  let largest = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0) cdf += simpson(density, sorted[i - 1], sorted[i], 2);
    largest = Math.max(largest, Math.abs(cdf - i / n), Math.abs(cdf - (i + 1) / n));
  }
  return largest * Math.sqrt(n);
}

function simpson(f: (x: number) => number, a: number, b: number, panels: number): number {
  const h = (b - a) / panels;
  let sum = 0;
  for (let i = 0; i < panels; i++) {
    const x = a + i * h;
    sum += (f(x) + 4 * f(x + h / 2) + f(x + h)) * (h / 6);
  }
  return sum;
}

const draws = (n: number, draw: () => number) => Float64Array.from({ length: n }, draw);
const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
const moment = (values: Float64Array, k: number) => mean(values.map((x) => x ** k));
const normalDensity = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

test("uniforms follow the uniform law", () => {
  const rng = stream("uniform");
  const sample = draws(200_000, rng.uniform);
  expect(ksOfDensity(sample, () => 1, 0)).toBeLessThan(KS_LIMIT);
});

describe("normals", () => {
  const rng = stream("normal");
  const n = 1_000_000;
  const sample = draws(n, rng.normal);

  test("follow the normal law", () => {
    expect(ksOfDensity(sample.slice(0, 300_000), normalDensity, -12)).toBeLessThan(KS_LIMIT);
  });

  // Standard errors of the first six sample moments are sqrt(var(x^k) / n), var(x^k) = E x^2k − (E x^k)².
  test.each([
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
    [5, 0, 945],
    [6, 15, 10_170],
  ])("moment %d is %d", (k, expected, variance) => {
    expect(Math.abs(moment(sample, k) - expected)).toBeLessThan(5 * Math.sqrt(variance / n));
  });

  const edge = 3.654152885361009;
  const probabilityBeyond = 2 * simpson(normalDensity, edge, 12, 4000);
  const tailDensity = (x: number) => (2 * normalDensity(x)) / probabilityBeyond;

  test("are as frequent as they should be beyond the ziggurat's base, on both sides", () => {
    const expected = (n * probabilityBeyond) / 2;
    for (const sign of [-1, 1]) {
      const count = sample.filter((x) => sign * x > edge).length;
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });

  test("follow the law beyond the base, where a word of layer 0 and the highest position leads", () => {
    const word = 0xfffff800 | 0;
    const tail = draws(50_000, () => zigguratNormal(() => word, rng.uniform));
    expect(ksOfDensity(tail, tailDensity, edge)).toBeLessThan(KS_LIMIT);
  });

  test("neighbours are uncorrelated", () => {
    const products = sample.subarray(1).map((x, i) => x * sample[i]);
    expect(Math.abs(mean(products))).toBeLessThan(5 / Math.sqrt(n));
  });
});

describe("gammas, compared in log space, where every density is smooth", () => {
  const root = Math.sqrt(Math.PI);
  test.each([
    [0.5, root],
    [1, 1],
    [2.5, (3 / 4) * root],
    [8, 5040],
  ])("shape %d", (shape, gammaFunction) => {
    const rng = stream("gamma").fork(shape);
    const sample = draws(100_000, () => gamma(rng, shape));
    const density = (y: number) => Math.exp(shape * y - Math.exp(y)) / gammaFunction;
    expect(ksOfDensity(sample.map(Math.log), density, -80)).toBeLessThan(KS_LIMIT);
    expect(Math.abs(mean(sample) - shape)).toBeLessThan(5 * Math.sqrt(shape / sample.length));
  });

  test.each([0, -1, Number.NaN])("refuses shape %d", (shape) => {
    expect(() => gamma(stream(1), shape)).toThrow(/\[random\] expected shape to be positive/);
  });
});

describe("forks are independent", () => {
  const root = stream("forks");

  test("no pair of 100 sibling streams is correlated", () => {
    const n = 2000;
    const siblings = Array.from({ length: 100 }, (_, i) => draws(n, root.fork(i).normal));
    let largest = 0;
    siblings.forEach((a, i) => {
      for (const b of siblings.slice(i + 1)) {
        largest = Math.max(largest, Math.abs(mean(a.map((x, k) => x * b[k]))));
      }
    });
    // 4950 pairs: one of them exceeds 5.5 standard errors with probability 2e-4.
    expect(largest).toBeLessThan(5.5 / Math.sqrt(n));
  });

  test("first draws of consecutive forks look like one stream", () => {
    const first = draws(100_000, () => 0).map((_, i) => root.fork(i).uniform());
    expect(ksOfDensity(first, () => 1, 0)).toBeLessThan(KS_LIMIT);
    const products = first.subarray(1).map((u, i) => 12 * (u - 0.5) * (first[i] - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(5 / Math.sqrt(first.length));
  });

  test("no two of 200 000 forks share the first 64 bits of their key (chance 1e-9)", () => {
    const keys = new Set<string>();
    for (let i = 0; i < 200_000; i++) keys.add(root.fork(i).state().words.slice(0, 2).join());
    expect(keys.size).toBe(200_000);
  });
});
