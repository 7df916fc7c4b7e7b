/** Reductions over features to a single row, and their gradients. */
import { boundedExp, log } from "./math";
import { contribute, multiplyAdd, splat, zero } from "./simd";

export function sumForward(batch: usize, stride: usize, rows: usize, x: usize, y: usize): void {
  const end = rows * stride;
  for (let column: usize = 0; column < batch; column += 16) {
    let total = zero();
    for (let at = column; at < end; at += stride) total = f32x4.add(total, v128.load(x + at));
    v128.store(y + column, total);
  }
}

export function sumBackward(batch: usize, stride: usize, rows: usize, dy: usize, dx: usize, add: bool): void {
  for (let row: usize = 0; row < rows; row++, dx += stride) {
    for (let column: usize = 0; column < batch; column += 16) {
      contribute(dx + column, v128.load(dy + column), add);
    }
  }
}

/** Subtracts the largest term first, so that nothing overflows. */
export function logSumExpForward(batch: usize, stride: usize, rows: usize, x: usize, y: usize): void {
  const end = rows * stride;
  for (let column: usize = 0; column < batch; column += 16) {
    let largest = v128.load(x + column);
    for (let at = column + stride; at < end; at += stride) {
      largest = f32x4.pmax(largest, v128.load(x + at));
    }
    let total = zero();
    for (let at = column; at < end; at += stride) {
      total = f32x4.add(total, boundedExp(f32x4.sub(v128.load(x + at), largest)));
    }
    v128.store(y + column, f32x4.add(largest, log(total)));
  }
}

export function logSumExpBackward(
  batch: usize, stride: usize, rows: usize, x: usize, y: usize, dy: usize, dx: usize, add: bool,
): void {
  for (let row: usize = 0; row < rows; row++, x += stride, dx += stride) {
    for (let column: usize = 0; column < batch; column += 16) {
      const share = boundedExp(f32x4.sub(v128.load(x + column), v128.load(y + column)));
      contribute(dx + column, f32x4.mul(v128.load(dy + column), share), add);
    }
  }
}

const MINUS_HALF = memory.data<f32>([-0.5]);

/** −½ Σ x² + `constant`, which is −½ rows log 2π. */
export function normalLogDensityForward(
  batch: usize, stride: usize, rows: usize, constant: f32, x: usize, y: usize,
): void {
  const end = rows * stride;
  for (let column: usize = 0; column < batch; column += 16) {
    let squares = zero();
    for (let at = column; at < end; at += stride) {
      const value = v128.load(x + at);
      squares = multiplyAdd(value, value, squares);
    }
    v128.store(y + column, multiplyAdd(squares, splat(MINUS_HALF), f32x4.splat(constant)));
  }
}

export function normalLogDensityBackward(
  batch: usize, stride: usize, rows: usize, x: usize, dy: usize, dx: usize, add: bool,
): void {
  for (let row: usize = 0; row < rows; row++, x += stride, dx += stride) {
    for (let column: usize = 0; column < batch; column += 16) {
      contribute(dx + column, f32x4.neg(f32x4.mul(v128.load(x + column), v128.load(dy + column))), add);
    }
  }
}
