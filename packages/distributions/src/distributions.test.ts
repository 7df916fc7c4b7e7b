/** Every distribution goes through the same properties; a new one is a line in the table. */
import { fromRows, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type {
  DifferentiableDistribution,
  Distribution,
  Matrix,
  ParameterSpec,
} from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import {
  box,
  independent,
  inSupport,
  logNormal,
  logUniform,
  multivariateNormal,
  normal,
  priorFrom,
  unconstrain,
} from "./index.ts";

const covariance = fromRows([
  [4, 1.2],
  [1.2, 0.5],
]);

const shared = { unit: "1", description: "a parameter" };
const parameters: readonly ParameterSpec[] = [
  { ...shared, name: "g", bounds: [0.5, 8], default: 1, scale: "log" },
  { ...shared, name: "v", bounds: [-9, -3], default: -5 },
];

/** In two dimensions, with scipy.stats 1.17's log density (logpdf of the marginals, summed) at a point. */
const table: readonly [string, DifferentiableDistribution, readonly number[], number][] = [
  ["box", box([-1, 2], [2, 2.5]), [0.5, 2.2], -0.4054651081081645],
  ["logUniform", logUniform([1e-3, 2], [10, 5]), [0.2, 3], -1.6220796108111006],
  ["normal", normal([1, -3], [2, 0.5]), [-0.7, -3.05], -2.2041270664093453],
  ["multivariateNormal", multivariateNormal([1, -2], covariance), [0.3, -2.4], -1.7381463902114453],
  ["logNormal", logNormal([0.3, -1], [0.5, 1.5]), [0.9, 2], -3.1036709263991282],
  ["independent", independent(normal([1], [2]), box([2], [2.5])), [-0.7, 2.2], -1.2801885332046727],
  ["priorFrom", priorFrom(parameters), [2, -4], -3.5046880903262263],
];

/** Nodes of the plane, and the density there of `distribution` carried to unconstrained space. */
const STEP = 0.2;
const REACH = 30;
const side = Math.round((2 * REACH) / STEP) + 1;
const plane = matrix(
  side * side,
  2,
  Float64Array.from({ length: 2 * side * side }, (_, at) => {
    const node = Math.floor(at / 2);
    return (at % 2 === 0 ? Math.floor(node / side) : node % side) * STEP - REACH;
  }),
);

function unconstrainedDensity(distribution: Distribution, z: Matrix): Float64Array {
  const bijector = unconstrain(distribution.support);
  const logDet = bijector.logDetInverse(z);
  return distribution
    .logDensity(bijector.inverse(z))
    .map((value, i) => Math.exp(value + logDet[i]));
}

/** The trapezoid rule, whose error for these smooth densities is far below 1e-9. */
function integrate(density: Float64Array, f: (z: Float64Array) => number): number {
  return density.reduce((sum, value, i) => sum + value * f(row(plane, i)) * STEP * STEP, 0);
}

test("a product has a gradient only if all of its parts do", () => {
  const { logDensityGrad: _, ...plain } = normal([0], [1]);
  expect("logDensityGrad" in independent<Distribution>(plain, normal([0], [1]))).toBe(false);
});

describe.each(table)("%s", (_, distribution, at, expected) => {
  const { dim, support } = distribution;
  const bijector = unconstrain(support);
  const n = 20_000;
  const samples = distribution.sample(stream("samples"), n);

  test("log density equals scipy's", () => {
    expect(distribution.logDensity(fromRows([at, at]))[1]).toBeCloseTo(expected, 12);
  });

  test("the gradient is that of the finite differences, and 0 outside", () => {
    const h = 1e-5;
    const { logDensity, grad } = distribution.logDensityGrad(fromRows([at, [1e9, NaN]]));
    expect([...logDensity]).toEqual([...distribution.logDensity(fromRows([at, [1e9, NaN]]))]);
    for (let j = 0; j < dim; j++) {
      const shifted = (by: number) =>
        distribution.logDensity(
          fromRows([at.map((value, k) => (k === j ? value + by : value))]),
        )[0];
      // The third derivative, below 1e3 here, times h² / 6, and rounding, 1e-15 / h.
      expect(grad.data[j]).toBeCloseTo((shifted(h) - shifted(-h)) / (2 * h), 6);
    }
    expect([...row(grad, 1)]).toEqual([0, 0]);
  });

  test("density integrates to one, and samples have its first and second moments", () => {
    const density = unconstrainedDensity(distribution, plane);
    expect(integrate(density, () => 1)).toBeCloseTo(1, 9);
    const z = bijector.forward(samples);
    const moments: readonly ((v: Float64Array) => number)[] = [
      (v) => v[0],
      (v) => v[1],
      (v) => v[0] ** 2,
      (v) => v[0] * v[1],
      (v) => v[1] ** 2,
    ];
    for (const f of moments) {
      const mean = integrate(density, f);
      const variance = integrate(density, (v) => f(v) ** 2) - mean ** 2;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += f(row(z, i));
      // Five standard errors: one of these 35 comparisons fails by chance with probability 2e-5.
      expect(Math.abs(sum / n - mean)).toBeLessThan(5 * Math.sqrt(variance / n));
    }
  });

  test("samples lie in the support and have a density", () => {
    expect(samples.cols).toBe(dim);
    expect(inSupport(support, samples).every((inside) => inside === 1)).toBe(true);
    expect(distribution.logDensity(samples).every(Number.isFinite)).toBe(true);
  });

  test("density is zero beyond every edge and where there is no number", () => {
    const outside: number[][] = [];
    for (let j = 0; j < dim; j++) {
      const values = [
        Number.NaN,
        Infinity,
        -Infinity,
        support.lower[j] - 1e-9,
        support.upper[j] + 1e-9,
      ];
      outside.push(...values.map((value) => at.map((other, k) => (k === j ? value : other))));
    }
    const x = fromRows(outside);
    expect(distribution.logDensity(x)).toEqual(new Float64Array(x.rows).fill(-Infinity));
    expect(inSupport(support, x)).toEqual(new Uint8Array(x.rows));
  });

  test("the bijector of its support goes there and back", () => {
    const back = bijector.inverse(bijector.forward(samples));
    const scale = Math.max(...samples.data.map(Math.abs));
    const errors = back.data.map((value, i) => Math.abs(value - samples.data[i]));
    expect(Math.max(...errors)).toBeLessThan(1e-14 * scale);
  });

  test("the same seed draws the same bytes, and draws go on", () => {
    const rng = stream("samples");
    expect(distribution.sample(rng, n).data).toEqual(samples.data);
    expect(distribution.sample(rng, n).data).not.toEqual(samples.data);
    expect(distribution.sample(rng, 0)).toEqual(matrix(0, dim));
  });

  test("is a frozen object that refuses the wrong width", () => {
    expect(Object.isFrozen(distribution)).toBe(true);
    expect(() => distribution.logDensity(matrix(1, dim + 1))).toThrow(
      /\[distributions\] expected x/,
    );
  });
});

describe("samples of one dimension follow the density (Kolmogorov–Smirnov)", () => {
  test.each<[string, Distribution]>([
    ["box", box([-1], [2])],
    ["logUniform", logUniform([1e-3], [10])],
    ["normal", normal([1], [2])],
    ["multivariateNormal", multivariateNormal([1], fromRows([[4]]))],
    ["logNormal", logNormal([-1], [1.5])],
  ])("%s", (_, distribution) => {
    const n = 50_000;
    const sample = distribution.sample(stream("ks"), n);
    const z = unconstrain(distribution.support).forward(sample).data.sort();
    // Simpson's rule between neighbours; nothing worth counting lies below the lowest of 50 000.
    const density = (points: Float64Array) =>
      unconstrainedDensity(distribution, matrix(points.length, 1, points));
    const nodes = density(z);
    const middles = density(z.map((value, i) => (value + (z[i + 1] ?? value)) / 2));
    const start = Float64Array.from({ length: 4001 }, (_value, i) => z[0] - 60 + 0.015 * i);
    let cdf = density(start).reduce(
      (sum, value, i) => sum + (i < 4000 ? 0.015 : 0.0075) * value,
      0,
    );
    let largest = 0;
    for (let i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(cdf - i / n), Math.abs(cdf - (i + 1) / n));
      if (i + 1 < n) cdf += ((z[i + 1] - z[i]) / 6) * (nodes[i] + 4 * middles[i] + nodes[i + 1]);
    }
    expect(cdf).toBeGreaterThan(1 - 20 / n);
    // sqrt(n) D exceeds 2.23 by chance with probability 2 exp(-2 · 2.23²) = 1e-4.
    expect(largest * Math.sqrt(n)).toBeLessThan(2.23);
  });
});

test("rows of a product do not depend on how many follow", () => {
  const prior = priorFrom(parameters);
  const few = prior.sample(stream(1), 3);
  expect(prior.sample(stream(1), 10).data.slice(0, 6)).toEqual(few.data);
});

test("parameters are uniform on their own scale", () => {
  const prior = priorFrom(parameters);
  const byHand = independent(logUniform([0.5], [8]), box([-9], [-3]));
  const x = prior.sample(stream(1), 20);
  expect(prior.logDensity(x)).toEqual(byHand.logDensity(x));
  expect(prior.support).toEqual(byHand.support);
});

test("a prior that a simulator declares is taken as it is", () => {
  const declared = multivariateNormal([1, -2], covariance);
  const prior = priorFrom({ parameters, prior: JSON.parse(JSON.stringify(declared.config)) });
  const x = declared.sample(stream(1), 20);
  expect(prior.logDensity(x)).toEqual(declared.logDensity(x));
  expect(priorFrom({ parameters }).config).toEqual(priorFrom(parameters).config);
});

const parameter = (
  bounds: readonly [number, number],
  scale: "linear" | "log",
): readonly ParameterSpec[] => [{ ...shared, name: "g", bounds, default: 1, scale }];

describe("refuses", () => {
  const nan = Number.NaN;
  test.each<[string, () => unknown, RegExp]>([
    ["equal edges", () => box([0, 1], [1, 1]), /lower < upper of dimension 1, got 1 and 1; swap/],
    ["swapped edges", () => logUniform([2], [1]), /lower < upper of dimension 0, got 2 and 1/],
    ["edges that are not numbers", () => box([nan], [1]), /finite edges .* got NaN and 1/],
    ["infinite edges", () => box([0], [Infinity]), /finite edges/],
    ["edges of different length", () => box([0, 0], [1]), /upper of length 2, got 1/],
    ["no dimension", () => box([], []), /at least one dimension/],
    [
      "a logarithm of zero",
      () => logUniform([0], [1]),
      /positive lower edge of dimension 0, got 0/,
    ],
    ["a zero deviation", () => normal([0], [0]), /scale of dimension 0 to be positive/],
    ["a negative deviation", () => logNormal([0], [-1]), /scale of dimension 0 to be positive/],
    ["a mean that is not a number", () => normal([nan], [1]), /finite location of dimension 0/],
    ["too few deviations", () => normal([0, 0], [1]), /std of length 2, got 1/],
    [
      "a covariance that is not positive definite",
      () => multivariateNormal([0, 0], matrix(2, 2, Float64Array.of(1, 2, 2, 1))),
      /positive definite/,
    ],
    ["a covariance of the wrong shape", () => multivariateNormal([0], covariance), /shape 1 × 1/],
    ["an empty mean", () => multivariateNormal([], matrix(0, 0)), /expected a mean/],
    ["nothing to combine", () => independent(), /at least one distribution/],
    ["no parameter", () => priorFrom([]), /at least one parameter/],
    [
      "impossible bounds",
      () => priorFrom(parameter([2, 1], "linear")),
      /parameter "g", got 2 and 1/,
    ],
    [
      "a declared prior of another dimension",
      () => priorFrom({ parameters, prior: normal([0], [1]).config! }),
      /prior over the 2 parameters, got one of dimension 1/,
    ],
    ["a log scale from zero", () => priorFrom(parameter([0, 1], "log")), /edge of parameter "g"/],
    ["a negative number of draws", () => box([0], [1]).sample(stream(1), -1), /n to be an integer/],
  ])("%s", (_, act, message) => {
    expect(act).toThrow(message);
  });
});
