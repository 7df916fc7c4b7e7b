/** Elementwise functions of one or two operands, and their gradients. */
import { decay, exp, log, one, sigmoidFrom, softplusFrom, tanh } from "./math";
import { contribute, multiplyAdd, splat, zero } from "./simd";

/** As numbered by the engine. */
const TANH: i32 = 0;
const RELU: i32 = 1;
const SIGMOID: i32 = 2;
const SOFTPLUS: i32 = 3;
const EXP: i32 = 4;
const LOG: i32 = 5;
const SQUARE: i32 = 6;
const ADD: i32 = 0;
const SUBTRACT: i32 = 1;

// @ts-ignore: decorator
@inline
function evaluate(name: i32, x: v128): v128 {
  if (name == TANH) return tanh(x);
  if (name == RELU) return f32x4.pmax(x, zero());
  if (name == SIGMOID) return sigmoidFrom(x, decay(x));
  if (name == SOFTPLUS) return softplusFrom(x, decay(x));
  if (name == EXP) return exp(x);
  if (name == LOG) return log(x);
  if (name == SQUARE) return f32x4.mul(x, x);
  return f32x4.neg(x);
}

/** `dy` times the derivative at `x`, where the value is `y`. */
// @ts-ignore: decorator
@inline
function pullBack(name: i32, x: v128, y: v128, dy: v128): v128 {
  if (name == TANH) return f32x4.mul(dy, f32x4.sub(one(), f32x4.mul(y, y)));
  if (name == RELU) return v128.and(dy, f32x4.gt(x, zero()));
  if (name == SIGMOID) return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(one(), y)));
  if (name == SOFTPLUS) return f32x4.mul(dy, sigmoidFrom(x, decay(x)));
  if (name == EXP) return f32x4.mul(dy, y);
  if (name == LOG) return f32x4.div(dy, x);
  if (name == SQUARE) return f32x4.mul(dy, f32x4.add(x, x));
  return f32x4.neg(dy);
}

export function unaryForward(batch: usize, stride: usize, rows: usize, name: i32, x: usize, y: usize): void {
  for (let row: usize = 0; row < rows; row++, x += stride, y += stride) {
    for (let column: usize = 0; column < batch; column += 16) {
      v128.store(y + column, evaluate(name, v128.load(x + column)));
    }
  }
}

export function unaryBackward(
  batch: usize, stride: usize, rows: usize, name: i32, x: usize, y: usize, dy: usize, dx: usize, add: bool,
): void {
  for (let row: usize = 0; row < rows; row++) {
    for (let column: usize = 0; column < batch; column += 16) {
      const at = row * stride + column;
      const gradient = pullBack(name, v128.load(x + at), v128.load(y + at), v128.load(dy + at));
      contribute(dx + at, gradient, add);
    }
  }
}

export function binaryForward(
  batch: usize, stride: usize, rows: usize, name: i32, left: usize, right: usize, y: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    for (let column: usize = 0; column < batch; column += 16) {
      const at = row * stride + column;
      const a = v128.load(left + at), b = v128.load(right + at);
      const value = name == ADD ? f32x4.add(a, b) : name == SUBTRACT ? f32x4.sub(a, b) : f32x4.mul(a, b);
      v128.store(y + at, value);
    }
  }
}

/** Contributes `a b` to `to`. */
export function multiplyRows(
  batch: usize, stride: usize, rows: usize, a: usize, b: usize, to: usize, add: bool,
): void {
  for (let row: usize = 0; row < rows; row++) {
    for (let column: usize = 0; column < batch; column += 16) {
      const at = row * stride + column;
      contribute(to + at, f32x4.mul(v128.load(a + at), v128.load(b + at)), add);
    }
  }
}

/** Contributes `−from` to `to`. */
export function negateRows(batch: usize, stride: usize, rows: usize, from: usize, to: usize, add: bool): void {
  for (let row: usize = 0; row < rows; row++, from += stride, to += stride) {
    for (let column: usize = 0; column < batch; column += 16) {
      contribute(to + column, f32x4.neg(v128.load(from + column)), add);
    }
  }
}

/** `scale x + shift`, one constant of each per row. */
export function scaleShiftForward(
  batch: usize, stride: usize, rows: usize, scale: usize, shift: usize, x: usize, y: usize,
): void {
  for (let row: usize = 0; row < rows; row++, x += stride, y += stride) {
    const factor = splat(scale + 4 * row), offset = splat(shift + 4 * row);
    for (let column: usize = 0; column < batch; column += 16) {
      v128.store(y + column, multiplyAdd(v128.load(x + column), factor, offset));
    }
  }
}

export function scaleShiftBackward(
  batch: usize, stride: usize, rows: usize, scale: usize, dy: usize, dx: usize, add: bool,
): void {
  for (let row: usize = 0; row < rows; row++, dy += stride, dx += stride) {
    const factor = splat(scale + 4 * row);
    for (let column: usize = 0; column < batch; column += 16) {
      contribute(dx + column, f32x4.mul(v128.load(dy + column), factor), add);
    }
  }
}
