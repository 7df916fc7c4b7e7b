import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** The range of each column that was simulated: beyond it nothing is known, and networks run wild. */
export interface ColumnRange {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export function columnRange(values: Matrix): ColumnRange {
  const { cols, data } = values;
  const lower = new Float64Array(cols).fill(Infinity);
  const upper = new Float64Array(cols).fill(-Infinity);
  for (let i = 0; i < data.length; i++) {
    lower[i % cols] = Math.min(lower[i % cols], data[i]);
    upper[i % cols] = Math.max(upper[i % cols], data[i]);
  }
  return { lower, upper };
}

/** Values beyond the range count as its edge. */
export function clampToRange({ rows, cols, data }: Matrix, { lower, upper }: ColumnRange): Matrix {
  return matrix(
    rows,
    cols,
    data.map((value, i) => Math.min(Math.max(value, lower[i % cols]), upper[i % cols])),
  );
}

/** How many values, row by row, lie beyond the range. */
export function countBeyond(values: Float64Array, { lower, upper }: ColumnRange): number {
  const cols = lower.length;
  return values.filter((value, i) => value < lower[i % cols] || value > upper[i % cols]).length;
}
