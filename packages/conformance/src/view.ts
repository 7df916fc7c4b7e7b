/** Rows as simulators get them from tools: views into larger arrays. */
import { expectTrue } from "./expect.ts";

/** A number no model gives, by which cells that were never written are known. */
const MARK = -6.02214076e-291;
const MARGIN = 8;

/** A row of marks, and the array it lies in. */
export interface View {
  readonly row: Float64Array;
  readonly whole: Float64Array;
}

export function view(length: number): View {
  const whole = new Float64Array(length + 2 * MARGIN).fill(MARK);
  return { row: whole.subarray(MARGIN, MARGIN + length), whole };
}

/** A row that holds these numbers. */
export function viewOf(values: Float64Array): Float64Array {
  const { row } = view(values.length);
  row.set(values);
  return row;
}

/** Every number of the row must have been written, and none beside it. */
export function expectWritten({ row, whole }: View, where: string): void {
  const missed = row.indexOf(MARK);
  expectTrue(missed < 0, `every number of a row written at ${where}`, `nothing at index ${missed}`);
  const beside = whole.findIndex(
    (value, i) => value !== MARK && (i < MARGIN || i >= MARGIN + row.length),
  );
  expectTrue(
    beside < 0,
    `nothing written beside the row at ${where}`,
    `a number at index ${beside - MARGIN}`,
  );
}

export function expectNoInfinity(row: Float64Array, where: string): void {
  const at = row.findIndex((value) => Math.abs(value) === Infinity);
  expectTrue(
    at < 0,
    `finite numbers, or NaN where the model gives no value, at ${where}`,
    `${row[at]} at index ${at}`,
  );
}
