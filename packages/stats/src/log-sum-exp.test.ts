import { expect, test } from "vitest";
import { logSumExp } from "./log-sum-exp.ts";

test("is the logarithm of the sum, where that does not overflow, and shifts with the values", () => {
  const values = [0.3, -1.2, 2.5];
  const plain = Math.log(values.reduce((sum, v) => sum + Math.exp(v), 0));
  expect(logSumExp(values)).toBeCloseTo(plain, 14);
  expect(logSumExp(Float64Array.from(values, (v) => v + 1e4))).toBeCloseTo(plain + 1e4, 10);
  expect(logSumExp(values.map((v) => v - 1e4))).toBeCloseTo(plain - 1e4, 10);
});

test("densities that are 0 add nothing; infinite and missing ones are said", () => {
  expect(logSumExp([-Infinity, 1])).toBe(1);
  expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
  expect(logSumExp([])).toBe(-Infinity);
  expect(logSumExp([Infinity, 0])).toBe(Infinity);
  expect(logSumExp([NaN, 0])).toBeNaN();
});
