import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { expect, test } from "vitest";
import { fromResiduals, logDetResiduals, regression, toResiduals } from "./regression.ts";

const rng = stream("regression");
const regressors = matrix(
  2000,
  3,
  new Float64Array(6000).map((_, i) => (i % 3 === 2 ? 0 : rng.normal())), // the last is constant
);
const values = matrix(
  2000,
  2,
  new Float64Array(4000).map((_, i) => {
    const [a, b] = regressors.data.subarray(3 * (i >> 1));
    return (i % 2 === 0 ? a - 0.5 * b : 2 * b) + 0.1 * rng.normal();
  }),
);
const line = regression(values, regressors);

test("finds slopes and spread to their standard errors", () => {
  const expected = [1, 0, -0.5, 2, 0, 0];
  // 0.1 / √2000 for a slope, 0.1 / √4000 for a spread; four of them.
  line.slope.data.forEach((slope, i) => {
    expect(Math.abs(slope - expected[i])).toBeLessThan(0.4 / Math.sqrt(2000));
  });
  line.spread.forEach((s) => expect(Math.abs(s - 0.1)).toBeLessThan(0.4 / Math.sqrt(4000)));
});

test("residuals go back to values, by a determinant that is known", () => {
  const residuals = toResiduals(values, regressors, line);
  fromResiduals(residuals, regressors, line).data.forEach((v, i) => {
    expect(v).toBeCloseTo(values.data[i], 12);
  });
  expect(logDetResiduals(line)).toBeCloseTo(-Math.log(line.spread[0] * line.spread[1]), 12);
});

test("one row of regressors serves all", () => {
  const one = matrix(1, 3, Float64Array.of(1, 2, 0));
  const same = toResiduals(matrix(2, 2, Float64Array.of(3, 4, 3, 4)), one, line).data;
  expect([same[0], same[1]]).toEqual([same[2], same[3]]);
  expect(() => toResiduals(matrix(3, 2), matrix(2, 3), line)).toThrow("regressors");
});

test("does not blow up the rounding noise of an exact line", () => {
  const exact = regression(
    matrix(
      2000,
      1,
      regressors.data.filter((_, i) => i % 3 === 0),
    ),
    regressors,
  );
  expect(exact.spread[0]).toBeGreaterThanOrEqual(1e-6);
});
