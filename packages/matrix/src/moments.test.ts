import * as fc from "fast-check";
import { expect, test } from "vitest";
import { column, fromRows, matrix, row } from "./matrix.ts";
import { columnMeans, columnStds, correlation, covariance } from "./moments.ts";

// Two columns: 2, 4, 4, 4, 5, 5, 7, 9 has mean 5 and population standard deviation 2.
const m = fromRows([2, 4, 4, 4, 5, 5, 7, 9].map((value, i) => [value, i]));

test("means and standard deviations by hand", () => {
  expect([...columnMeans(m)]).toEqual([5, 3.5]);
  expect([...columnStds(m, 0)]).toEqual([2, Math.sqrt(21 / 4)]);
  expect([...columnStds(m)]).toEqual([Math.sqrt(32 / 7), Math.sqrt(6)]);
});

test("covariance by hand", () => {
  const { data } = covariance(m, 0);
  // Σ (x − 5)(i − 3.5) = 34 over 8 rows.
  expect(data[1]).toBeCloseTo(34 / 8, 12);
  expect(data[2]).toBe(data[1]);
  expect(covariance(m).data[1]).toBeCloseTo(34 / 7, 12);
});

test("correlation is the covariance of standardised columns", () => {
  const { data } = correlation(m);
  expect(data[0]).toBeCloseTo(1, 12);
  expect(data[1]).toBeCloseTo(34 / Math.sqrt(32 * 42), 12);
});

test("a shift of a column changes no second moment, a scale multiplies", () => {
  const numbers = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), {
    minLength: 10,
    maxLength: 10,
  });
  fc.assert(
    fc.property(numbers, fc.double({ min: -5, max: 5, noNaN: true }), (values, by) => {
      const plain = matrix(5, 2, Float64Array.from(values));
      const moved = fromRows(
        Array.from({ length: 5 }, (_, i) => [...row(plain, i)].map((x) => by * x + 3)),
      );
      const expected = covariance(plain).data.map((value) => by * by * value);
      covariance(moved).data.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 9));
      columnStds(plain).forEach((std, j) => {
        expect(std ** 2).toBeCloseTo(covariance(plain).data[j * 3], 9);
        expect(columnStds(matrix(5, 1, column(plain, j)))[0]).toBeCloseTo(std, 12);
      });
    }),
  );
});

test("a constant column has no correlation", () => {
  const { data } = correlation(
    fromRows([
      [1, 2],
      [1, 3],
    ]),
  );
  expect(data[1]).toBeNaN();
});

test("refuses too few rows", () => {
  expect(() => columnMeans(matrix(0, 2))).toThrow(/\[matrix\] expected rows/);
  expect(() => covariance(matrix(1, 2))).toThrow(/at least 2, got 1/);
});
