import { matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** Rows that repeat the one before them, taken together. */
export interface Runs {
  readonly distinct: Matrix;
  /** For every row, which of the distinct ones it is. */
  readonly of: Uint32Array;
}

/** Finds the runs of equal rows; contrastive losses pair every row of data with several targets in turn. */
export function runsOf(m: Matrix): Runs {
  const of = new Uint32Array(m.rows);
  const distinct = new Float64Array(m.data.length);
  let count = 0;
  for (let i = 0; i < m.rows; i++) {
    if (i === 0 || !areEqual(m, i - 1, i)) distinct.set(row(m, i), count++ * m.cols);
    of[i] = count - 1;
  }
  return { distinct: matrix(count, m.cols, distinct.subarray(0, count * m.cols)), of };
}

/** Every row a run of its own. */
export function singleRuns(m: Matrix): Runs {
  return { distinct: m, of: Uint32Array.from({ length: m.rows }, (_, i) => i) };
}

/** One row per run: the sum of `gradient` over its rows. */
export function sumOverRuns(gradient: Matrix, { distinct, of }: Runs): Matrix {
  const { cols } = gradient;
  const out = matrix(distinct.rows, cols);
  gradient.data.forEach((value, i) => {
    out.data[of[Math.floor(i / cols)] * cols + (i % cols)] += value;
  });
  return out;
}

/** Value by value; NaN, an absent value, equals NaN. */
function areEqual({ cols, data }: Matrix, a: number, b: number): boolean {
  for (let j = 0; j < cols; j++) {
    const [left, right] = [data[a * cols + j], data[b * cols + j]];
    if (left !== right && !(Number.isNaN(left) && Number.isNaN(right))) return false;
  }
  return true;
}
