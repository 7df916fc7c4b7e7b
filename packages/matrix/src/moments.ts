import { assertCount } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import { matrix } from "./matrix.ts";

/** Mean of every column. */
export function columnMeans(m: Matrix): Float64Array {
  assertCount(m.rows, "rows", "matrix");
  const means = new Float64Array(m.cols);
  for (let i = 0; i < m.data.length; i++) means[i % m.cols] += m.data[i];
  return means.map((sum) => sum / m.rows);
}

/** Standard deviation of every column, dividing by `rows − ddof` (1, the unbiased variance, by default). */
export function columnStds(m: Matrix, ddof: 0 | 1 = 1): Float64Array {
  assertCount(m.rows, "rows", "matrix", ddof + 1);
  const means = columnMeans(m);
  const squares = new Float64Array(m.cols);
  for (let i = 0; i < m.data.length; i++) {
    squares[i % m.cols] += (m.data[i] - means[i % m.cols]) ** 2;
  }
  return squares.map((sum) => Math.sqrt(sum / (m.rows - ddof)));
}

/** Covariance of the columns, dividing by `rows − ddof` (1, unbiased, by default). */
export function covariance(m: Matrix, ddof: 0 | 1 = 1): Matrix {
  const { rows, cols, data } = m;
  assertCount(rows, "rows", "matrix", ddof + 1);
  const means = columnMeans(m);
  const out = matrix(cols, cols);
  const centred = data.map((value, i) => value - means[i % cols]);
  for (let at = 0; at < centred.length; at += cols) {
    for (let i = 0; i < cols; i++) {
      const scale = centred[at + i] / (rows - ddof);
      for (let j = 0; j < cols; j++) out.data[i * cols + j] += scale * centred[at + j];
    }
  }
  return out;
}

/** Pearson correlation of the columns; NaN where a column is constant. */
export function correlation(m: Matrix): Matrix {
  const { cols, data } = covariance(m);
  const std = (i: number) => Math.sqrt(data[i * cols + i]);
  const scaled = data.map((value, at) => value / (std(Math.floor(at / cols)) * std(at % cols)));
  return matrix(cols, cols, scaled);
}
