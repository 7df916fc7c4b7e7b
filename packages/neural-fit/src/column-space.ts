/*
 * Where a likelihood sees theta and x: each column standardised, in logarithms where that brings it closer to a
 * straight line with normal noise, and columns named as they are left alone. Unlike the space of a posterior it may
 * end at an edge: nothing is drawn from it. Densities there become densities of the columns by the exact
 * log-determinant.
 */
import { gatherColumns, matrix } from "@retrodict/matrix";
import {
  logDetStandardize,
  standardization,
  standardize,
  unstandardize,
  type Standardization,
} from "@retrodict/nn";
import type { Matrix } from "@retrodict/spec";
import { columnRange, type ColumnRange } from "./column-range.ts";
import { regression } from "./regression.ts";

export interface ColumnSpace extends ColumnRange {
  /** Of the columns, or of their logarithms. */
  readonly standardization: Standardization;
  /** The columns taken in logarithms. */
  readonly logs: readonly number[];
}

export interface ColumnSpaceOptions {
  /** What the columns are regressed on to judge their noise, one row per row; nothing if absent. */
  readonly regressors?: Matrix;
  /** Columns to leave as they are, such as discrete ones. */
  readonly asTheyAre?: readonly number[];
}

/** Nats per row that logarithms must gain; where either will do, straight lines stay straight. */
const LEAST_GAIN = 0.01;

/** The space of the columns of `values`, finite, at least two rows. */
export function columnSpace(
  values: Matrix,
  { regressors = matrix(values.rows, 0), asTheyAre = [] }: ColumnSpaceOptions = {},
): ColumnSpace {
  const logs = columnsInLogs(values, regressors).filter((j) => !asTheyAre.includes(j));
  const { mean, std, constant } = standardization(mapColumns(values, logs, Math.log));
  for (const j of asTheyAre) {
    mean[j] = 0;
    std[j] = 1;
  }
  return Object.freeze({
    standardization: { mean, std, constant },
    logs: Object.freeze(logs),
    ...columnRange(values),
  });
}

/** Columns to what a network sees; not finite where a logarithm has no argument. */
export function toColumnSpace(values: Matrix, { standardization, logs }: ColumnSpace): Matrix {
  return standardize(mapColumns(values, logs, Math.log), standardization);
}

/** What a network sees to columns. */
export function fromColumnSpace(seen: Matrix, { standardization, logs }: ColumnSpace): Matrix {
  return mapColumns(unstandardize(seen, standardization), logs, Math.exp);
}

/** `log |det d toColumnSpace / d values|`, one value per row. */
export function logDetToColumnSpace(
  values: Matrix,
  { standardization, logs }: ColumnSpace,
): Float64Array {
  const out = new Float64Array(values.rows).fill(logDetStandardize(standardization));
  for (const j of logs) {
    for (let i = 0; i < values.rows; i++) out[i] -= Math.log(values.data[i * values.cols + j]);
  }
  return out;
}

/** The derivative of what a network sees by its column, value by value. */
export function columnSlopes(values: Matrix, { standardization, logs }: ColumnSpace): Matrix {
  const { rows, cols, data } = values;
  const slope = matrix(rows, cols);
  for (let at = 0; at < data.length; at++) slope.data[at] = 1 / standardization.std[at % cols];
  for (const j of logs) {
    for (let at = j; at < data.length; at += cols) slope.data[at] /= data[at];
  }
  return slope;
}

/** Positive columns whose linear model fits better in logarithms, by likelihood (Box & Cox 1964). */
function columnsInLogs(values: Matrix, regressors: Matrix): number[] {
  const positive = Array.from({ length: values.cols }, (_, j) => j).filter((j) => {
    for (let at = j; at < values.data.length; at += values.cols) {
      if (!(values.data[at] > 0)) return false;
    }
    return true;
  });
  const plain = gatherColumns(values, positive);
  const logs = matrix(plain.rows, plain.cols, plain.data.map(Math.log));
  const plainSpread = logSpread(plain, regressors);
  const logsSpread = logSpread(logs, regressors);
  // The density of a value is that of its logarithm over the value.
  const meanLog = new Float64Array(logs.cols);
  logs.data.forEach((value, at) => (meanLog[at % logs.cols] += value / logs.rows));
  return positive.filter((_, k) => plainSpread[k] - logsSpread[k] - meanLog[k] > LEAST_GAIN);
}

/** Logarithm of the standard deviation that a linear regression leaves, per column. */
function logSpread(values: Matrix, regressors: Matrix): Float64Array {
  const scale = standardization(values);
  const { spread } = regression(standardize(values, scale), regressors);
  return spread.map((s, j) => Math.log(s * scale.std[j]));
}

function mapColumns(
  values: Matrix,
  columns: readonly number[],
  by: (value: number) => number,
): Matrix {
  if (columns.length === 0) return values;
  const { rows, cols } = values;
  const data = values.data.slice();
  for (const j of columns) {
    for (let at = j; at < data.length; at += cols) data[at] = by(data[at]);
  }
  return matrix(rows, cols, data);
}
