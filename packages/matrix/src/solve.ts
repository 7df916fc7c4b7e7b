import { assertMatrix } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import { matrix } from "./matrix.ts";

/** Solves `L x = b` for the columns of `b` by forward substitution; only the lower triangle of `L` is read. */
export function solveLower(l: Matrix, b: Matrix): Matrix {
  const out = copyOf(l, b);
  for (let i = 0; i < l.rows; i++) {
    for (let k = 0; k < i; k++) subtractRow(out, i, k, l.data[i * l.cols + k]);
    divideRow(out, i, l.data[i * l.cols + i]);
  }
  return out;
}

/** Solves `Lᵀ x = b` for the columns of `b` by back substitution, given the lower triangle `L`. */
export function solveUpper(l: Matrix, b: Matrix): Matrix {
  const out = copyOf(l, b);
  for (let i = l.rows - 1; i >= 0; i--) {
    for (let k = i + 1; k < l.rows; k++) subtractRow(out, i, k, l.data[k * l.cols + i]);
    divideRow(out, i, l.data[i * l.cols + i]);
  }
  return out;
}

function copyOf(l: Matrix, b: Matrix): Matrix {
  assertMatrix(l, { cols: l.rows }, "l", "matrix");
  assertMatrix(b, { rows: l.rows }, "b", "matrix");
  return matrix(b.rows, b.cols, b.data.slice());
}

/** Row `i` −= `scale` × row `k`. */
function subtractRow({ cols, data }: Matrix, i: number, k: number, scale: number): void {
  for (let j = 0; j < cols; j++) data[i * cols + j] -= scale * data[k * cols + j];
}

function divideRow({ cols, data }: Matrix, i: number, by: number): void {
  for (let j = 0; j < cols; j++) data[i * cols + j] /= by;
}
