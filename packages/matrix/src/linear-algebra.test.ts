import { RetrodictError } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cholesky, inverseFromCholesky, logDetFromCholesky, solveCholesky } from "./cholesky.ts";
import { eigenSymmetric } from "./eigen.ts";
import { fromRows, identity, matrix } from "./matrix.ts";
import { matmul, transpose } from "./product.ts";
import { solveLower, solveUpper } from "./solve.ts";

const filled = (rows: number, cols: number) =>
  fc
    .array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: rows * cols,
      maxLength: rows * cols,
    })
    .map((values) => matrix(rows, cols, Float64Array.from(values)));
const squares = fc.integer({ min: 1, max: 8 }).chain((n) => filled(n, n));

const add = (a: Matrix, b: Matrix) =>
  matrix(
    a.rows,
    a.cols,
    a.data.map((x, i) => x + b.data[i]),
  );
/** `A Aᵀ + I`: positive definite, eigenvalues from 1 to at most 1 + 8 · 8 · 9. */
const positiveDefinite = squares.map((a) => add(matmul(a, transpose(a)), identity(a.rows)));
const symmetric = squares.map((a) => add(a, transpose(a)));

/** Entries here are at most some hundreds, conditions at most 600: rounding stays far below 1e-9. */
function expectClose(a: Matrix, b: Matrix): void {
  expect([a.rows, a.cols]).toEqual([b.rows, b.cols]);
  a.data.forEach((x, i) => expect(Math.abs(x - b.data[i])).toBeLessThan(1e-9));
}

const hilbert3 = fromRows([
  [1, 1 / 2, 1 / 3],
  [1 / 2, 1 / 3, 1 / 4],
  [1 / 3, 1 / 4, 1 / 5],
]);

describe("Cholesky", () => {
  test("is lower triangular and multiplies back", () => {
    fc.assert(
      fc.property(positiveDefinite, (m) => {
        const l = cholesky(m);
        for (let i = 0; i < m.rows; i++) {
          for (let j = i + 1; j < m.rows; j++) expect(l.data[i * m.rows + j]).toBe(0);
        }
        expectClose(matmul(l, transpose(l)), m);
      }),
    );
  });

  test("solves and inverts", () => {
    const cases = positiveDefinite.chain((m) => fc.tuple(fc.constant(m), filled(m.rows, 2)));
    fc.assert(
      fc.property(cases, ([m, b]) => {
        const l = cholesky(m);
        expectClose(matmul(m, solveCholesky(l, b)), b);
        expectClose(matmul(m, inverseFromCholesky(l)), identity(m.rows));
        expectClose(matmul(l, solveLower(l, b)), b);
        expectClose(matmul(transpose(l), solveUpper(l, b)), b);
      }),
    );
  });

  test("log-determinant and inverse of the Hilbert matrix of order 3 are known", () => {
    const l = cholesky(hilbert3);
    expect(logDetFromCholesky(l)).toBeCloseTo(Math.log(1 / 2160), 12);
    const inverse = fromRows([
      [9, -36, 30],
      [-36, 192, -180],
      [30, -180, 180],
    ]);
    expectClose(inverseFromCholesky(l), inverse);
  });

  test("log-determinant is the sum of the eigenvalues' logarithms", () => {
    fc.assert(
      fc.property(positiveDefinite, (m) => {
        const expected = eigenSymmetric(m).values.reduce((sum, value) => sum + Math.log(value), 0);
        expect(logDetFromCholesky(cholesky(m))).toBeCloseTo(expected, 9);
      }),
    );
  });

  test.each([
    ["indefinite", [1, 2, 2, 1]],
    ["singular", [1, 1, 1, 1]],
    ["not a number", [Number.NaN, 0, 0, 1]],
  ])("refuses a matrix that is %s, naming the remedy", (_, data) => {
    const act = () => cholesky(matrix(2, 2, Float64Array.from(data)));
    expect(act).toThrow(RetrodictError);
    expect(act).toThrow(/positive definite .* add a small value to the diagonal/);
  });

  test("refuses a matrix that is not square, and a right side that does not fit", () => {
    expect(() => cholesky(matrix(2, 3))).toThrow(/m of shape 2 × 2, got 2 × 3/);
    expect(() => solveLower(identity(2), matrix(3, 1))).toThrow(/b of shape 2 × 1, got 3 × 1/);
  });
});

describe("eigenSymmetric", () => {
  test("values ascend, vectors are orthonormal and diagonalise", () => {
    fc.assert(
      fc.property(symmetric, (m) => {
        const { values, vectors } = eigenSymmetric(m);
        expect([...values]).toEqual([...values].sort((a, b) => a - b));
        expectClose(matmul(transpose(vectors), vectors), identity(m.rows));
        const scaled = matrix(
          m.rows,
          m.rows,
          vectors.data.map((x, at) => x * values[at % m.rows]),
        );
        expectClose(matmul(m, vectors), scaled);
      }),
    );
  });

  test("the second-difference matrix of order 5 has eigenvalues 2 − 2 cos(kπ/6)", () => {
    const m = matrix(5, 5);
    for (let i = 0; i < 5; i++) {
      m.data[i * 5 + i] = 2;
      if (i > 0) m.data[i * 5 + i - 1] = -1;
      if (i > 0) m.data[(i - 1) * 5 + i] = -1;
    }
    eigenSymmetric(m).values.forEach((value, k) => {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / 6), 13);
    });
  });

  test("a singular matrix has its zeros", () => {
    const ones = matrix(4, 4, new Float64Array(16).fill(1));
    const { values } = eigenSymmetric(ones);
    expect(Math.max(...values.subarray(0, 3).map(Math.abs))).toBeLessThan(1e-14);
    expect(values[3]).toBeCloseTo(4, 13);
  });

  test("refuses entries that are not finite", () => {
    expect(() => eigenSymmetric(matrix(1, 1, Float64Array.of(Number.NaN)))).toThrow(
      /m to be finite/,
    );
  });
});
