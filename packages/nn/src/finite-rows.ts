import { assertMatrix } from "@retrodict/check";
import { gatherRows } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

export interface FiniteRows {
  readonly theta: Matrix;
  readonly x: Matrix;
  /** Row of the input that each kept row came from. */
  readonly rows: Uint32Array;
  /** How many rows were left out. */
  readonly excluded: number;
}

/** Keeps the pairs whose every value is finite; failed simulations are NaN rows. */
export function finiteRows(theta: Matrix, x: Matrix): FiniteRows {
  assertMatrix(theta, {}, "theta", "nn");
  assertMatrix(x, { rows: theta.rows }, "x", "nn");
  const rows = Uint32Array.from({ length: theta.rows }, (_, i) => i).filter(
    (row) => isFiniteRow(theta, row) && isFiniteRow(x, row),
  );
  return {
    theta: gatherRows(theta, rows),
    x: gatherRows(x, rows),
    rows,
    excluded: theta.rows - rows.length,
  };
}

function isFiniteRow({ cols, data }: Matrix, row: number): boolean {
  for (let i = row * cols; i < (row + 1) * cols; i++) if (!Number.isFinite(data[i])) return false;
  return true;
}
