/** Every distribution of this package, through JSON and back. */
import { fromRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Distribution, ParameterSpec } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import {
  box,
  distributionFromConfig,
  fillsSupport,
  gaussianMixture,
  independent,
  logNormal,
  logUniform,
  multivariateNormal,
  normal,
  priorFrom,
} from "./index.ts";

const shared = { unit: "1", description: "a parameter", default: 1 };
const parameters: readonly ParameterSpec[] = [
  { ...shared, name: "g", bounds: [0.5, 8], scale: "log" },
  { ...shared, name: "v", bounds: [-9, -3] },
];
const covariance = fromRows([
  [4, 1.2],
  [1.2, 0.5],
]);

const table: readonly [string, Distribution][] = [
  ["box", box([-1, 1 / 3], [2, 2.5])],
  ["logUniform", logUniform([1e-3, 0.1 + 0.2], [10, 5])],
  ["normal", normal([1, -3], [2, 0.5])],
  ["logNormal", logNormal([0.3, -1], [0.5, 1.5])],
  ["multivariateNormal", multivariateNormal([1, -2], covariance)],
  ["priorFrom", priorFrom(parameters)],
  [
    "gaussianMixture",
    gaussianMixture({
      weights: [0.3, 0.7],
      means: fromRows([
        [1, -2],
        [0, 1 / 3],
      ]),
      covariances: [covariance, covariance],
    }),
  ],
  ["independent", independent(normal([1], [2]), independent(box([2], [2.5]), normal([0], [1])))],
];

describe.each(table)("%s", (_, distribution) => {
  const { config, support } = distribution;
  const restored = distributionFromConfig(JSON.parse(JSON.stringify(config)));

  test("comes back from its config with the same support, draws and densities", () => {
    const x = distribution.sample(stream(1), 100);
    expect(restored.support).toEqual(support);
    expect(restored.sample(stream(1), 100)).toEqual(x);
    expect(restored.logDensity(x)).toEqual(distribution.logDensity(x));
    expect(restored.config).toEqual(config);
  });

  test("is known to be positive in all of its support, unless code changed it", () => {
    expect(fillsSupport(distribution)).toBe(true);
    expect(fillsSupport({ ...distribution })).toBe(false);
    expect(fillsSupport({ ...distribution, config: { kind: "my-own" } })).toBe(false);
  });

  test("leaves its config behind when it is wrapped", () => {
    const wrapped: Distribution = { ...distribution, support: normal([0], [1]).support };
    expect(wrapped.config).toBeUndefined();
    expect(independent(distribution, wrapped).config).toBeUndefined();
  });

  test("keeps its config", () => {
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(distribution)).toBe(true);
  });
});

test("a config does not change with what it was made of", () => {
  const own = fromRows([[4]]);
  const distribution = multivariateNormal([1], own);
  own.data[0] = 9;
  expect(distribution.config).toMatchObject({ covariance: [[4]] });
});

describe("refuses", () => {
  const uniform = { kind: "uniform", lower: 0, upper: 1 };
  const twice = (law: unknown) => ({ kind: "product", laws: [uniform, law] });
  test.each<[string, unknown, RegExp]>([
    [
      "an unknown kind",
      { kind: "cauchy" },
      /\[distributions\] expected the config of the distribution to be of kind product, independent, multivariateNormal, gaussianMixture, got "cauchy"; build it by hand/,
    ],
    ["a kind named like a method", { kind: "toString" }, /got "toString"/],
    ["no kind", {}, /got undefined/],
    ["nothing", null, /got undefined/],
    ["an unknown law", twice({ kind: "box" }), /config of dimension 1 .*kind uniform, .*got "box"/],
    ["no laws", { kind: "product" }, /laws of the distribution to be a list, got undefined/],
    ["no law", { kind: "product", laws: [] }, /to be a list, got \[\]/],
    ["text for a number", twice({ ...uniform, lower: "0" }), /numbers for dimension 1, got "0"/],
    ["an edge that is missing", twice({ kind: "uniform", lower: 0 }), /dimension 1, got undefined/],
    ["edges swapped", twice({ ...uniform, upper: -1 }), /lower < upper of dimension 1/],
    [
      "a mean that is no list",
      { kind: "multivariateNormal", mean: 1, covariance: [[1]] },
      /mean of the distribution to be a list, got 1/,
    ],
    [
      "a covariance with a hole",
      { kind: "multivariateNormal", mean: [1], covariance: [[null]] },
      /row 0 of the covariance of the distribution at 0, got null/,
    ],
    ["a part of a part", { kind: "independent", parts: [{ kind: "x" }] }, /of part 0 .*got "x"/],
  ])("%s", (_, config, message) => {
    expect(() => distributionFromConfig(config as never)).toThrow(message);
  });
});
