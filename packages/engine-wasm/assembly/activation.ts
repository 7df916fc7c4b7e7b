/** The activations of dense layers, as the engine numbers them; 0 is none. */
import { one, tanh } from "./math";
import { zero } from "./simd";

const TANH: i32 = 1;
const RELU: i32 = 2;

// @ts-ignore: decorator
@inline
export function activate(activation: i32, value: v128): v128 {
  if (activation == TANH) return tanh(value);
  if (activation == RELU) return f32x4.pmax(value, zero());
  return value;
}

/** The gradient before tanh or relu from the one after it and the activated value. */
// @ts-ignore: decorator
@inline
export function throughActivation(activation: i32, activated: v128, gradient: v128): v128 {
  return activation == TANH
    ? f32x4.mul(gradient, f32x4.sub(one(), f32x4.mul(activated, activated)))
    : v128.and(gradient, f32x4.gt(activated, zero()));
}
