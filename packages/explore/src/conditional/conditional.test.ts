import { readFileSync } from "node:fs";
import { gaussianMixture, multivariateNormal } from "@retrodict/distributions";
import { cholesky, fromRows, inverseFromCholesky, row } from "@retrodict/matrix";
import { describe, expect, test } from "vitest";
import { islands, covariance, gaussian, cube, logNormal } from "../posteriors.test.helper.ts";
import { conditionalCorrelation } from "./conditional-correlation.ts";
import { conditionalDensity } from "./conditional-density.ts";

const golden = JSON.parse(
  readFileSync(new URL("../fixtures/conditional-correlation.json", import.meta.url), "utf8"),
) as {
  readonly cov: number[][];
  readonly analytic_unbounded_partial_corr: number[][];
  readonly conditions: number[][];
  readonly square_boxes: Readonly<Record<string, number[][]>>;
  readonly asymmetric: { limits: number[][]; condition: number[]; matrix: number[][] };
  readonly eval_grid: { readonly condition: number[]; readonly values: number[][] };
  readonly eval_diag: { readonly values: number[] };
};
const reference = multivariateNormal([0, 0, 0, 0], fromRows(golden.cov));

const scaled = (values: Float64Array) => values.map((v) => Math.exp(v - Math.max(...values)));

describe("agrees with sbi", () => {
  test.each(Object.entries(golden.square_boxes))("in correlations, %s", async (name, expected) => {
    const [, width, resolution] = /box(.*)_res(.*)/.exec(name)!.map(Number);
    const found = await conditionalCorrelation(reference, fromRows(golden.conditions), {
      limits: cube(4, -width, width),
      resolution,
    });
    found.data.forEach((value, at) => expect(value).toBeCloseTo(expected.flat()[at], 9));
  });

  test("in boxes that are not symmetric", async () => {
    const { limits, condition, matrix: expected } = golden.asymmetric;
    const [lower, upper] = [0, 1].map((side) => Float64Array.from(limits, (pair) => pair[side]));
    const found = await conditionalCorrelation(reference, fromRows([condition]), {
      limits: { lower, upper },
      resolution: 50,
    });
    found.data.forEach((value, at) => expect(value).toBeCloseTo(expected.flat()[at], 9));
  });

  test("in tables of densities", () => {
    const condition = Float64Array.from(golden.eval_grid.condition);
    const options = { resolution: 5, limits: cube(4, -2, 2) };
    const both = scaled(conditionalDensity(reference, condition, [0, 2], options).logDensity.data);
    // Its rows are the second parameter.
    golden.eval_grid.values.forEach((values, k) =>
      values.forEach((value, i) => expect(both[i * 5 + k]).toBeCloseTo(value, 9)),
    );
    const one = scaled(conditionalDensity(reference, condition, [1], options).logDensity.data);
    golden.eval_diag.values.forEach((value, i) => expect(one[i]).toBeCloseTo(value, 9));
  });
});

const precision = inverseFromCholesky(cholesky(covariance));
const partial = Array.from({ length: 9 }, (_, at) => {
  const [i, j] = [Math.floor(at / 3), at % 3];
  const { data } = precision;
  return i === j ? 1 : -data[i * 3 + j] / Math.sqrt(data[i * 3 + i] * data[j * 3 + j]);
});

describe("conditional correlations of a Gaussian are its partial correlations", () => {
  const conditions = fromRows([
    [1, -2, 0.5],
    [2, -1, 0],
  ]);

  test("from tables that find where the density lies", async () => {
    const found = await conditionalCorrelation(gaussian, conditions);
    found.data.forEach((value, at) => expect(value).toBeCloseTo(partial[at], 4));
  });

  test("of a mixture exactly", async () => {
    const mixture = gaussianMixture({
      weights: [1],
      means: fromRows([[1, -2, 0.5]]),
      covariances: [covariance],
    });
    const found = await conditionalCorrelation(mixture, conditions);
    found.data.forEach((value, at) => expect(value).toBeCloseTo(partial[at], 12));
  });

  test("of two components, from tables as exactly", async () => {
    const { logDensity, dim } = islands;
    const support = cube(2, -6, 14);
    const at = fromRows([[0, 0]]);
    const [exact, table] = [
      await conditionalCorrelation(islands, at),
      await conditionalCorrelation({ logDensity, dim, support }, at, { resolution: 100 }),
    ];
    table.data.forEach((value, k) => expect(value).toBeCloseTo(exact.data[k], 6));
  });
});

test("a table finds a peak a thousandth of the prior wide, off the values given", () => {
  const [mean, std] = [0.6123, 2e-4];
  const narrow = {
    dim: 2,
    support: cube(2, 0, 1),
    logDensity: (x: Parameters<typeof gaussian.logDensity>[0]) =>
      Float64Array.from({ length: x.rows }, (_, i) => logNormal(row(x, i)[0], mean, std)),
  };
  const { axes, logDensity } = conditionalDensity(narrow, Float64Array.of(0.3, 0.5), [0]);
  const weights = logDensity.data.map(Math.exp);
  const total = weights.reduce((a, b) => a + b, 0);
  const found = weights.reduce((sum, weight, i) => sum + (weight * axes[0][i]) / total, 0);
  expect((found - mean) / std).toBeCloseTo(0, 6);
});

test("tables are not taken in by spikes on the edges of the prior, where there is no mass", async () => {
  const spiked = {
    dim: 2,
    support: cube(2, 0, 1),
    logDensity: (theta: Parameters<typeof gaussian.logDensity>[0]) =>
      Float64Array.from({ length: theta.rows }, (_, i) => {
        const [x, y] = row(theta, i);
        return Math.log(
          Math.exp(logNormal(x, 0.5, 0.05) + logNormal(y, x, 0.05)) + 1e-9 / (x * (1 - y)),
        );
      }),
  };
  const found = await conditionalCorrelation(spiked, fromRows([[0.5, 0.5]]));
  expect(found.data[1]).toBeCloseTo(Math.SQRT1_2, 3);
});

test("refuses parameters that are not there", () => {
  expect(() => conditionalDensity(gaussian, Float64Array.of(0, 0, 0), [0, 0])).toThrow(
    "[explore] expected one or two different parameters from 0 to 2, got [0, 0]",
  );
});
