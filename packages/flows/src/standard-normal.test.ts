import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { standardNormal, standardNormalFromConfig } from "./standard-normal.ts";

const estimator = standardNormal({ targetDim: 3, contextDim: 2 });
const weights = estimator.init(stream(1));
const target = matrix(2, 3, Float64Array.of(0, 0, 0, 1, -2, 0.5));
const context = matrix(2, 2);

test("has the density of the standard normal, and its slopes", () => {
  const constant = -1.5 * Math.log(2 * Math.PI);
  const expected = [constant, constant - (1 + 4 + 0.25) / 2];
  const { score, pullback } = estimator.scoreVjp(weights, target, context);
  expect([...score]).toEqual(expected);
  expect(estimator.score(weights, target, context)).toEqual(score);
  const into = matrix(2, 3);
  pullback(Float64Array.of(1, 2), { target: into });
  expect([...into.data]).toEqual([0, 0, 0, -2, 4, -1]);
});

test("its draws have mean 0 and deviation 1 to Monte Carlo error", () => {
  const n = 10_000;
  const draws = estimator.condition(weights, new Float64Array(2)).sample(stream(2), n);
  columnMeans(draws).forEach((mean) => expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n)));
  columnStds(draws).forEach((std) => expect(Math.abs(std - 1)).toBeLessThan(4 / Math.sqrt(2 * n)));
});

test("is rebuilt from JSON, and refuses other configurations", () => {
  const again = standardNormalFromConfig(JSON.parse(JSON.stringify(estimator.config)));
  expect(again.score(weights, target, context)).toEqual(estimator.score(weights, target, context));
  expect(() => standardNormalFromConfig({ kind: "maf" })).toThrow('kind "standard-normal"');
});
