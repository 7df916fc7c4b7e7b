/** Between the row-major float64 matrices outside and the feature-major float32 rows inside. */
import type { Matrix } from "@retrodict/spec";

/** Columns that kernels work on at a time. */
const COLUMN_TILE = 8;

/** Columns in use for a batch. */
export function paddedColumns(batch: number): number {
  return Math.ceil(batch / COLUMN_TILE) * COLUMN_TILE;
}

/**
 * Writes a matrix to rows `stride` floats apart. Padding columns repeat the last one: as finite as the
 * data itself, they contribute nothing where their cotangent is 0.
 */
export function writeValues(
  { rows, cols, data }: Matrix,
  floats: Float32Array,
  start: number,
  stride: number,
): void {
  const end = paddedColumns(rows);
  for (let col = 0; col < cols; col++) {
    const at = start + col * stride;
    for (let row = 0, from = col; row < rows; row++, from += cols) floats[at + row] = data[from]!;
    floats.fill(floats[at + rows - 1], at + rows, at + end);
  }
}

/** Writes, or adds, a cotangent; 0 in padding columns. */
export function writeCotangent(
  { rows, cols, data }: Matrix,
  floats: Float32Array,
  start: number,
  stride: number,
  add: boolean,
): void {
  const end = paddedColumns(rows);
  for (let col = 0; col < cols; col++) {
    const at = start + col * stride;
    if (!add) floats.fill(0, at, at + end);
    for (let row = 0, from = col; row < rows; row++, from += cols) floats[at + row] += data[from];
  }
}

export function readValues(
  { rows, cols, data }: Matrix,
  floats: Float32Array,
  start: number,
  stride: number,
): void {
  for (let col = 0; col < cols; col++) {
    const at = start + col * stride;
    for (let row = 0, to = col; row < rows; row++, to += cols) data[to] = floats[at + row]!;
  }
}
