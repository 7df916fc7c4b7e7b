/** Moving rows: copies, permutations and their gradients. */
import { contribute, zero } from "./simd";

// @ts-ignore: decorator
@inline
function moveRow(batch: usize, from: usize, to: usize, add: bool): void {
  for (let column: usize = 0; column < batch; column += 16) {
    contribute(to + column, v128.load(from + column), add);
  }
}

export function moveRows(batch: usize, stride: usize, rows: usize, from: usize, to: usize, add: bool): void {
  for (const end = from + rows * stride; from < end; from += stride, to += stride) {
    moveRow(batch, from, to, add);
  }
}

export function clearRows(batch: usize, stride: usize, rows: usize, at: usize): void {
  for (const end = at + rows * stride; at < end; at += stride) {
    for (let column: usize = 0; column < batch; column += 16) v128.store(at + column, zero());
  }
}

/** Row i of `to` becomes the row of `from` that `indices[i]` names. */
export function gatherRows(batch: usize, stride: usize, rows: usize, indices: usize, from: usize, to: usize): void {
  for (let i: usize = 0; i < rows; i++) {
    moveRow(batch, from + load<u32>(indices + 4 * i) * stride, to + i * stride, false);
  }
}

/** Adds row i of `from` to the row of `to` that `indices[i]` names. */
export function scatterRows(batch: usize, stride: usize, rows: usize, indices: usize, from: usize, to: usize): void {
  for (let i: usize = 0; i < rows; i++) {
    moveRow(batch, from + i * stride, to + load<u32>(indices + 4 * i) * stride, true);
  }
}
