import { assert, assertCount, assertLength, assertMatrix } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";

/** A `rows × cols` matrix around `data` (row-major, not copied), or of zeros. */
export function matrix(rows: number, cols: number, data?: Float64Array): Matrix {
  assertCount(rows, "rows", "matrix", 0);
  assertCount(cols, "cols", "matrix", 0);
  if (data) assertLength(data, rows * cols, "data", "matrix");
  return Object.freeze({ rows, cols, data: data ?? new Float64Array(rows * cols) });
}

/** A matrix of these rows, copied; all must have the same length. */
export function fromRows(rows: readonly ArrayLike<number>[]): Matrix {
  const cols = rows[0]?.length ?? 0;
  const out = matrix(rows.length, cols);
  rows.forEach((values, i) => {
    assertLength(values, cols, `row ${i}`, "matrix");
    out.data.set(values, i * cols);
  });
  return out;
}

/** The `n × n` identity. */
export function identity(n: number): Matrix {
  const out = matrix(n, n);
  for (let i = 0; i < n; i++) out.data[i * n + i] = 1;
  return out;
}

/** Row `i` as a view: writing to it writes to the matrix. */
export function row(m: Matrix, i: number): Float64Array {
  assertIndex(i, m.rows, "row");
  return m.data.subarray(i * m.cols, (i + 1) * m.cols);
}

/** A copy of column `j`. */
export function column(m: Matrix, j: number): Float64Array {
  assertIndex(j, m.cols, "column");
  return Float64Array.from({ length: m.rows }, (_, i) => m.data[i * m.cols + j]);
}

/** The rows at `indices`, in that order, repeats allowed; a copy. */
export function gatherRows(m: Matrix, indices: ArrayLike<number>): Matrix {
  const { rows, cols, data } = m;
  const out = new Float64Array(indices.length * cols);
  // Training gathers every batch here: no view and no closure per row, and no product per entry.
  for (let i = 0, to = 0; i < indices.length; i++) {
    const index = indices[i];
    if (index >>> 0 !== index || index >= rows) assertIndex(index, rows, "row");
    const end = (index + 1) * cols;
    for (let from = end - cols; from < end; from++) out[to++] = data[from];
  }
  return matrix(indices.length, cols, out);
}

/** The first `count` rows, or all if there are fewer; a copy. */
export function firstRows({ rows, cols, data }: Matrix, count: number): Matrix {
  const kept = Math.min(rows, count);
  return matrix(kept, cols, data.slice(0, kept * cols));
}

/** The columns at `indices`, in that order, repeats allowed; a copy. */
export function gatherColumns(m: Matrix, indices: ArrayLike<number>): Matrix {
  const out = matrix(m.rows, indices.length);
  for (let j = 0; j < indices.length; j++) {
    assertIndex(indices[j], m.cols, "column");
    for (let i = 0; i < m.rows; i++) {
      out.data[i * indices.length + j] = m.data[i * m.cols + indices[j]];
    }
  }
  return out;
}

/** The matrices one below the other; a copy. All must have the same columns. */
export function stackRows(...parts: readonly Matrix[]): Matrix {
  const cols = parts[0]?.cols ?? 0;
  const out = matrix(
    parts.reduce((sum, part) => sum + part.rows, 0),
    cols,
  );
  let offset = 0;
  for (const part of parts) {
    assertMatrix(part, { cols }, "every part", "matrix");
    out.data.set(part.data, offset);
    offset += part.data.length;
  }
  return out;
}

function assertIndex(i: number, count: number, what: string): void {
  assert(
    Number.isInteger(i) && i >= 0 && i < count,
    "range",
    "matrix",
    () => `expected a ${what} index from 0 to ${count - 1}, got ${i}; pass an index that exists`,
  );
}
