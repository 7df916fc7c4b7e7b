import { assertFinite, assertMatrix } from "@retrodict/check";
import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** Centre and scale of every column: plain data, so that it can be saved with the weights. */
export interface Standardization {
  readonly mean: Float64Array;
  /** Sample standard deviation; 1 for the columns listed in `constant`. */
  readonly std: Float64Array;
  /** Columns whose values are all equal to ten digits: centred, but not scaled. */
  readonly constant: readonly number[];
}

/** Mean and unbiased standard deviation of every column; at least two rows, all finite. */
export function standardization(values: Matrix): Standardization {
  assertMatrix(values, {}, "values", "nn");
  assertFinite(values.data, "values", "nn");
  const mean = columnMeans(values);
  const spread = columnStds(values);
  // Rounding alone spreads a constant column a little; scaling that up would feed noise to a network.
  const isConstant = (j: number): boolean => !(spread[j] > 1e-10 * Math.abs(mean[j]));
  const std = spread.map((s, j) => (isConstant(j) ? 1 : s));
  const constant = [...spread.keys()].filter(isConstant);
  return Object.freeze({ mean, std, constant });
}

/** `(values − mean) / std`, column by column. */
export function standardize(values: Matrix, { mean, std }: Standardization): Matrix {
  assertMatrix(values, { cols: mean.length }, "values", "nn");
  const data = values.data.map((v, i) => (v - mean[i % mean.length]) / std[i % mean.length]);
  return matrix(values.rows, values.cols, data);
}

/** `mean + std · values`, column by column: the inverse of `standardize`. */
export function unstandardize(values: Matrix, { mean, std }: Standardization): Matrix {
  assertMatrix(values, { cols: mean.length }, "values", "nn");
  const data = values.data.map((v, i) => mean[i % mean.length] + std[i % mean.length] * v);
  return matrix(values.rows, values.cols, data);
}

/** `log |det|` of `standardize`: what a log-density of standardised values must gain to be one of the values. */
export function logDetStandardize({ std }: Standardization): number {
  let sum = 0;
  for (const s of std) sum -= Math.log(s);
  return sum;
}
