import { assertFinite, assertMatrix } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import { identity, matrix } from "./matrix.ts";

/** Sweeps after which any matrix of finite numbers has long converged (convergence is quadratic). */
const MAX_SWEEPS = 60;

/** Values ascending; column `j` of `vectors` is the unit eigenvector of value `j`. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by the cyclic Jacobi method (Golub & Van Loan,
 * Matrix Computations, 8.5). Only the upper triangle of `m` is read.
 */
export function eigenSymmetric(m: Matrix): Eigen {
  const n = m.rows;
  assertMatrix(m, { cols: n }, "m", "matrix");
  assertFinite(m.data, "m", "matrix");
  const a = symmetricCopy(m);
  const v = identity(n).data;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) rotated = annihilate(a, v, n, p, q) || rotated;
    }
    if (!rotated) break;
  }
  return ascending(a, v, n);
}

function symmetricCopy({ rows: n, data }: Matrix): Float64Array {
  const a = data.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i]!;
  }
  return a;
}

/** Rotates rows and columns `p`, `q` so that `a[p, q] = 0`; false if it was negligible already. */
function annihilate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): boolean {
  const off = a[p * n + q];
  const app = a[p * n + p];
  const aqq = a[q * n + q];
  if (Math.abs(off) <= Number.EPSILON * Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq)))
    return false;
  const tau = (aqq - app) / (2 * off);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  for (let k = 0; k < n; k++) rotate(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) rotate(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) rotate(v, k * n + p, k * n + q, c, s);
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  return true;
}

function rotate(x: Float64Array, i: number, j: number, c: number, s: number): void {
  const xi = x[i];
  const xj = x[j];
  x[i] = c * xi - s * xj;
  x[j] = s * xi + c * xj;
}

function ascending(a: Float64Array, v: Float64Array, n: number): Eigen {
  const order = Array.from({ length: n }, (_, j) => j);
  order.sort((i, j) => a[i * n + i] - a[j * n + j]);
  const vectors = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) vectors.data[i * n + j] = v[i * n + order[j]]!;
  }
  return { values: Float64Array.from(order, (j) => a[j * n + j]), vectors };
}
