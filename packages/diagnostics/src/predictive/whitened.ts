import {
  columnMeans,
  columnStds,
  covariance,
  eigenSymmetric,
  matmul,
  matrix,
} from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";

/** With fewer rows per column than this, a covariance is noise, and columns are only scaled. */
const ROWS_PER_COLUMN = 10;
/** Directions with less than this share of the largest variance are rounding errors. */
const FLAT = 1e-10;

/**
 * The rows in coordinates in which Euclidean distances mean something: heavy tails drawn in by asinh, correlations
 * taken out. All rows count alike, so exchangeable ones stay so. Takes finite values.
 */
export function whitened(table: Matrix): Matrix {
  const drawn = drawnIn(table);
  const scaled = divided(drawn, columnStds(drawn));
  if (table.rows < ROWS_PER_COLUMN * table.cols) return scaled;
  const { values, vectors } = eigenSymmetric(covariance(scaled));
  const least = FLAT * values[values.length - 1];
  return divided(
    matmul(scaled, vectors),
    values.map((value) => (value > least ? Math.sqrt(value) : 0)),
  );
}

/** The columns about their medians, nearly linear between the quartiles and logarithmic far out. */
function drawnIn({ rows, cols, data }: Matrix): Matrix {
  const out = matrix(rows, cols);
  for (let j = 0; j < cols; j++) {
    const values = Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]);
    const [lower, median, upper] = quantiles(values, [0.25, 0.5, 0.75]);
    const unit = upper - lower || columnStds(matrix(rows, 1, values))[0] || 1;
    values.forEach((value, i) => {
      out.data[i * cols + j] = Math.asinh((value - median) / unit);
    });
  }
  return out;
}

/** Columns about their means over these scales; 0 where a scale is 0. */
function divided(table: Matrix, scales: Float64Array): Matrix {
  const means = columnMeans(table);
  const scaled = table.data.map((value, at) => {
    const j = at % table.cols;
    return scales[j] > 0 ? (value - means[j]) / scales[j] : 0;
  });
  return matrix(table.rows, table.cols, scaled);
}
