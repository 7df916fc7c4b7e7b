import { assert, assertMatrix } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import { identity, matrix } from "./matrix.ts";
import { solveLower, solveUpper } from "./solve.ts";

/**
 * The lower-triangular `L` with `L Lᵀ = m`. Only the lower triangle of `m` is read. Throws a `numeric`
 * error when `m` is not positive definite.
 */
export function cholesky(m: Matrix): Matrix {
  const n = m.rows;
  assertMatrix(m, { cols: n }, "m", "matrix");
  const out = matrix(n, n);
  const l = out.data;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let rest = m.data[i * n + j];
      for (let k = 0; k < j; k++) rest -= l[i * n + k] * l[j * n + k];
      if (i === j) assertPivot(rest, j);
      l[i * n + j] = i === j ? Math.sqrt(rest) : rest / l[j * n + j];
    }
  }
  return out;
}

/** Solves `L Lᵀ x = b` for the columns of `b`, given `L = cholesky(m)`. */
export function solveCholesky(l: Matrix, b: Matrix): Matrix {
  return solveUpper(l, solveLower(l, b));
}

/** The inverse of `m`, given `L = cholesky(m)`. */
export function inverseFromCholesky(l: Matrix): Matrix {
  return solveCholesky(l, identity(l.rows));
}

/** `log det m`, given `L = cholesky(m)`. */
export function logDetFromCholesky(l: Matrix): number {
  let sum = 0;
  for (let i = 0; i < l.rows; i++) sum += Math.log(l.data[i * l.cols + i]);
  return 2 * sum;
}

function assertPivot(pivot: number, index: number): void {
  assert(
    pivot > 0 && Number.isFinite(pivot),
    "numeric",
    "matrix",
    () =>
      `expected a positive definite matrix, got pivot ${pivot} at row ${index}; add a small value to the diagonal, or remove rows that depend linearly on others`,
  );
}
