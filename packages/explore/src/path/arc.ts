import { matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** Length of a line along its corners up to each, in coordinates times `weights`. */
export function arcLengths(corners: Matrix, weights?: Float64Array): Float64Array {
  const lengths = new Float64Array(corners.rows);
  for (let i = 1; i < corners.rows; i++) {
    const [last, next] = [row(corners, i - 1), row(corners, i)];
    const step = next.map((value, j) => (value - last[j]) * (weights?.[j] ?? 1));
    lengths[i] = lengths[i - 1] + Math.hypot(...step);
  }
  return lengths;
}

/** `count` points at even distances along a line of corners, both ends included; `lengths` are its `arcLengths`. */
export function evenlySpaced(corners: Matrix, lengths: Float64Array, count: number): Matrix {
  const total = lengths[lengths.length - 1];
  const out = matrix(count, corners.cols);
  let at = 1;
  for (let i = 0; i < count; i++) {
    const wanted = (i / (count - 1)) * total;
    while (at < corners.rows - 1 && lengths[at] < wanted) at++;
    const step = lengths[at] - lengths[at - 1];
    const share = step > 0 ? Math.min(1, (wanted - lengths[at - 1]) / step) : 1;
    const [last, next] = [row(corners, at - 1), row(corners, at)];
    row(out, i).set(last.map((value, j) => value + share * (next[j] - value)));
  }
  return out;
}
