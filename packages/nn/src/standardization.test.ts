import { columnMeans, columnStds, fromRows, matrix } from "@retrodict/matrix";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { logDetStandardize, standardization, standardize, unstandardize } from "./index.ts";

/** Multiples of 1/64: no squares that underflow. */
const value = fc.integer({ min: -1e8, max: 1e8 }).map((v) => v / 64);
const matrices = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, cols]) =>
    fc
      .array(value, { minLength: rows * cols, maxLength: rows * cols })
      .map((data) => matrix(rows, cols, Float64Array.from(data))),
  );

test("columns get mean 0 and standard deviation 1, constant ones only mean 0", () => {
  fc.assert(
    fc.property(matrices, (values) => {
      const s = standardization(values);
      const z = standardize(values, s);
      const stds = columnStds(z);
      columnMeans(z).forEach((mean, j) => {
        if (s.constant.includes(j)) expect(stds[j]).toBeLessThan(1e-3);
        else {
          expect(mean).toBeCloseTo(0, 4);
          expect(stds[j]).toBeCloseTo(1, 6);
        }
      });
    }),
  );
});

test("there and back again", () => {
  fc.assert(
    fc.property(matrices, (values) => {
      const s = standardization(values);
      const back = unstandardize(standardize(values, s), s);
      const scale = Math.max(1, ...values.data.map(Math.abs));
      back.data.forEach((v, i) => expect(Math.abs(v - values.data[i]) / scale).toBeLessThan(1e-12));
    }),
  );
});

test("reports constant columns and the log-determinant", () => {
  const values = fromRows([
    [1, 0.1, -70],
    [3, 0.1, -72],
    [5, 0.1, -74],
  ]);
  const s = standardization(values);
  expect(s.constant).toEqual([1]);
  expect([...s.mean]).toEqual([3, 0.1, -72].map((v) => expect.closeTo(v, 12)));
  expect([...s.std]).toEqual([2, 1, 2]);
  expect(logDetStandardize(s)).toBeCloseTo(-2 * Math.log(2), 12);
});

test("refuses values that are not finite and matrices of other widths", () => {
  expect(() => standardization(fromRows([[1], [NaN]]))).toThrow("finite");
  const s = standardization(fromRows([[1], [2]]));
  expect(() => standardize(fromRows([[1, 2]]), s)).toThrow("shape 1 × 1, got 1 × 2");
});
