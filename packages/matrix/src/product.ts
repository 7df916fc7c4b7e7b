import { assertMatrix } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import { matrix } from "./matrix.ts";

/** The transpose, a copy. */
export function transpose(m: Matrix): Matrix {
  const { rows, cols, data } = m;
  const out = matrix(cols, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) out.data[j * rows + i] = data[i * cols + j]!;
  }
  return out;
}

/** The product `a b`; `a.cols` must equal `b.rows`. */
export function matmul(a: Matrix, b: Matrix): Matrix {
  assertMatrix(b, { rows: a.cols }, "b", "matrix");
  const n = b.cols;
  const out = matrix(a.rows, n);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.cols; k++) {
      const scale = a.data[i * a.cols + k];
      for (let j = 0; j < n; j++) out.data[i * n + j] += scale * b.data[k * n + j];
    }
  }
  return out;
}
