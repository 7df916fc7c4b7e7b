import { fromRows, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { logNormal, normal, transformed, unconstrain } from "./index.ts";

const positive = { lower: Float64Array.of(0, 0), upper: Float64Array.of(Infinity, Infinity) };
const base = normal([0.5, -1], [0.3, 2]);
const density = transformed(base, unconstrain(positive), positive);

test("a normal of logarithms is log-normal", () => {
  const known = logNormal([0.5, -1], [0.3, 2]);
  const theta = known.sample(stream(1), 100);
  const expected = known.logDensity(theta);
  density.logDensity(theta).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 10));
  const draws = density.sample(stream(2), 5);
  expect(draws.data).toEqual(base.sample(stream(2), 5).data.map(Math.exp));
});

test("outside the support and on its edge there is nothing", () => {
  const outside = fromRows([
    [-1, 1],
    [0, 1],
  ]);
  expect([...density.logDensity(outside)]).toEqual([-Infinity, -Infinity]);
  expect(density.logDensity(matrix(0, 2))).toHaveLength(0);
});
