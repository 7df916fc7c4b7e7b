import type { Matrix } from "@retrodict/spec";

/** A buffer for results of at most `maxRows` rows; the matrix over it is remade only when the batch size changes. */
export function resultMatrix(maxRows: number, cols: number): (rows: number) => Matrix {
  const buffer = new Float64Array(maxRows * cols);
  let last: Matrix = { rows: maxRows, cols, data: buffer };
  return (rows) => {
    if (last.rows !== rows) last = { rows, cols, data: buffer.subarray(0, rows * cols) };
    return last;
  };
}
