import { cholesky, matmul, matrix, solveCholesky, transpose } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { expect, test } from "vitest";
import { ridgeSlope } from "./ridge-slope.ts";

function normals(key: string, rows: number, cols: number): Matrix {
  const rng = stream(key);
  return matrix(
    rows,
    cols,
    new Float64Array(rows * cols).map(() => rng.normal()),
  );
}

/** Least squares with a fixed penalty. */
function ridge(values: Matrix, regressors: Matrix, penalty: number): Matrix {
  const gram = matmul(transpose(regressors), regressors);
  for (let j = 0; j < gram.cols; j++) gram.data[j * gram.cols + j] += penalty * values.rows;
  return solveCholesky(cholesky(gram), matmul(transpose(regressors), values));
}

const sumOfSquares = (v: Float64Array): number => v.reduce((sum, value) => sum + value * value, 0);

/** Σ (y − ŷ without the row)² over rows, by fitting without each in turn. */
function leaveOneOut(values: Matrix, regressors: Matrix, penalty: number): number {
  let sum = 0;
  for (let out = 0; out < values.rows; out++) {
    const others = Array.from({ length: values.rows }, (_, i) => i).filter((i) => i !== out);
    const part = (m: Matrix) =>
      matrix(
        others.length,
        m.cols,
        Float64Array.from(
          others.flatMap((i) => [...m.data.subarray(i * m.cols, (i + 1) * m.cols)]),
        ),
      );
    const slope = ridge(part(values), part(regressors), (penalty * values.rows) / others.length);
    const x = regressors.data.subarray(out * regressors.cols, (out + 1) * regressors.cols);
    sum += (values.data[out] - x.reduce((y, v, j) => y + v * slope.data[j], 0)) ** 2;
  }
  return sum;
}

test("with many rows it is least squares", () => {
  const regressors = normals("x", 5000, 4);
  const noise = normals("noise", 5000, 1);
  const values = matrix(
    5000,
    1,
    noise.data.map((e, i) => 2 * regressors.data[4 * i] - regressors.data[4 * i + 3] + 0.1 * e),
  );
  const exact = ridge(values, regressors, 0);
  ridgeSlope(values, regressors).data.forEach((slope, j) => {
    // A penalty of 1e-4 at most shrinks by as much.
    expect(Math.abs(slope - exact.data[j])).toBeLessThan(3e-4);
  });
});

test("with few rows its penalty is about as good as the best, left one row out at a time", () => {
  const regressors = normals("wide", 60, 40);
  const noise = normals("noise", 60, 1);
  const values = matrix(
    60,
    1,
    noise.data.map((e, i) => regressors.data[40 * i] + e),
  );
  const slope = ridgeSlope(values, regressors);
  const grid = [1e-6, 1e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10, 100];
  const errors = grid.map((penalty) => leaveOneOut(values, regressors, penalty));
  const distances = grid.map((penalty) =>
    sumOfSquares(ridge(values, regressors, penalty).data.map((s, j) => s - slope.data[j])),
  );
  const chosen = distances.indexOf(Math.min(...distances));
  expect(distances[chosen]).toBeLessThan(1e-12);
  expect(errors[chosen]).toBeLessThan(1.1 * Math.min(...errors));
  expect(errors[0]).toBeGreaterThan(1.5 * errors[chosen]);
});

test("of noise alone it keeps next to nothing", () => {
  const slope = ridgeSlope(normals("values", 300, 2), normals("regressors", 300, 100));
  // Least squares would have slopes of 1 / √200 each.
  expect(sumOfSquares(slope.data) / slope.data.length).toBeLessThan(0.1 / 200);
});

test("more regressors than rows, and none at all", () => {
  expect(ridgeSlope(normals("a", 20, 1), normals("b", 20, 50)).data.every(Number.isFinite)).toBe(
    true,
  );
  expect(ridgeSlope(normals("a", 20, 3), matrix(20, 0))).toEqual(matrix(0, 3));
});
