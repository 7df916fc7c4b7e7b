/**
 * Transcendental functions on four float32 at a time; maximum relative errors are stated. Arguments are
 * clamped with pmin and pmax, the value as first operand, so that NaN passes through.
 */
import { multiplyAdd, splat, zero } from "./simd";

/** Where tanh is 1 within the error. */
const TANH_LIMIT = memory.data<f32>([7.78, -7.78]);
const TANH_NUMERATOR = memory.data<f32>([46.018375396728516, 11732.0810546875, 511041.96875, 3947838.25]);
/** After a leading coefficient of 1. */
const TANH_DENOMINATOR = memory.data<f32>([
  953.8916625976562, 94353.5703125, 1826984.5, 3947839,
]);

/** Minimax quotient of an odd polynomial of degree 7 and an even one of degree 8; 4.0e-7. */
// @ts-ignore: decorator
@inline
export function tanh(value: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(value, splat(TANH_LIMIT + 4)), splat(TANH_LIMIT));
  const s = f32x4.mul(x, x);
  let p = multiplyAdd(s, splat(TANH_NUMERATOR), splat(TANH_NUMERATOR + 4));
  p = multiplyAdd(p, s, splat(TANH_NUMERATOR + 8));
  p = multiplyAdd(p, s, splat(TANH_NUMERATOR + 12));
  let q = f32x4.add(s, splat(TANH_DENOMINATOR));
  q = multiplyAdd(q, s, splat(TANH_DENOMINATOR + 4));
  q = multiplyAdd(q, s, splat(TANH_DENOMINATOR + 8));
  q = multiplyAdd(q, s, splat(TANH_DENOMINATOR + 12));
  return f32x4.div(f32x4.mul(p, x), q);
}

const ONE = memory.data<f32>([1]);
const TWO = memory.data<f32>([2]);
const HALF = memory.data<f32>([0.5]);
const EXP_LIMIT = memory.data<f32>([88.3, -87.3]);
const LOG2_E = memory.data<f32>([1.44269504088896341]);
/** Adding 1.5 · 2²³ rounds to an integer that then stands in the low bits of the sum. */
export const ROUNDING_MAGIC = memory.data<f32>([12582912]);
/** −ln 2 in two parts, the first exact in few bits. */
const MINUS_LN2_PARTS = memory.data<f32>([-0.693359375, 2.1219444e-4]);
const EXP_POLYNOMIAL = memory.data<f32>([
  0.0013934544519967436, 0.008363776466632307, 0.041666456777925055, 0.16666573358081616,
  0.5000000014291086,
]);

// @ts-ignore: decorator
@inline
export function one(): v128 {
  return splat(ONE);
}

/** Clamped to [−87.3, 88.3]: never 0 and never infinite; 8.9e-8. */
// @ts-ignore: decorator
@inline
export function boundedExp(value: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(value, splat(EXP_LIMIT + 4)), splat(EXP_LIMIT));
  const shifted = multiplyAdd(x, splat(LOG2_E), splat(ROUNDING_MAGIC));
  const n = f32x4.sub(shifted, splat(ROUNDING_MAGIC));
  let r = multiplyAdd(n, splat(MINUS_LN2_PARTS), x);
  r = multiplyAdd(n, splat(MINUS_LN2_PARTS + 4), r);
  let p = multiplyAdd(r, splat(EXP_POLYNOMIAL), splat(EXP_POLYNOMIAL + 4));
  p = multiplyAdd(p, r, splat(EXP_POLYNOMIAL + 8));
  p = multiplyAdd(p, r, splat(EXP_POLYNOMIAL + 12));
  p = multiplyAdd(p, r, splat(EXP_POLYNOMIAL + 16));
  const mantissa = f32x4.add(multiplyAdd(f32x4.mul(r, r), p, r), one());
  return i32x4.add(mantissa, i32x4.shl(shifted, 23));
}

export const SMALLEST_EXPONENT = memory.data<f32>([-126]);
export const EXP2_POLYNOMIAL = memory.data<f32>([
  0.0013276471979478776, 0.00967554133421605, 0.05550713273542586, 0.24022119723848476,
  0.6931469670647331, 1.0000000716546822,
]);

/**
 * 2ˣ of a number that is not positive, clamped to −126: never 0; 1.4e-7. The constants come as arguments,
 * for a loop that has the registers to hold them.
 */
// @ts-ignore: decorator
@inline
export function exp2OfNegative(
  value: v128, smallest: v128, magic: v128, p5: v128, p4: v128, p3: v128, p2: v128, p1: v128, p0: v128,
): v128 {
  const x = f32x4.pmax(value, smallest), shifted = f32x4.add(x, magic);
  const r = f32x4.sub(x, f32x4.sub(shifted, magic));
  let p = multiplyAdd(r, p5, p4);
  p = multiplyAdd(p, r, p3);
  p = multiplyAdd(p, r, p2);
  p = multiplyAdd(p, r, p1);
  p = multiplyAdd(p, r, p0);
  return i32x4.add(p, i32x4.shl(shifted, 23));
}

/** Squares the exponential of half the argument, so that it under- and overflows as it should; 2e-7. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const root = boundedExp(f32x4.mul(x, splat(HALF)));
  return f32x4.mul(root, root);
}

/** Bits of √½, the lower end of the mantissas that `positiveLog` reduces to. */
const SQRT_HALF_BITS = memory.data<i32>([0x3f3504f3]);
const MANTISSA_BITS = memory.data<i32>([0x007fffff]);
const LOG_POLYNOMIAL = memory.data<f32>([
  0.29926059318663356, 0.39974781338863313, 0.6666681605163935, 1.9999999986204866,
]);
const LN2 = memory.data<f32>([0.6931471805599453]);

/** Of a positive normal number; NaN stays NaN; 2.0e-7. */
// @ts-ignore: decorator
@inline
export function positiveLog(x: v128): v128 {
  const t = i32x4.sub(x, splat(SQRT_HALF_BITS));
  const exponent = f32x4.convert_i32x4_s(i32x4.shr_s(t, 23));
  const mantissa = i32x4.add(v128.and(t, splat(MANTISSA_BITS)), splat(SQRT_HALF_BITS));
  const s = f32x4.div(f32x4.sub(mantissa, one()), f32x4.add(mantissa, one()));
  const s2 = f32x4.mul(s, s);
  let p = multiplyAdd(s2, splat(LOG_POLYNOMIAL), splat(LOG_POLYNOMIAL + 4));
  p = multiplyAdd(p, s2, splat(LOG_POLYNOMIAL + 8));
  p = multiplyAdd(p, s2, splat(LOG_POLYNOMIAL + 12));
  const log = multiplyAdd(exponent, splat(LN2), f32x4.mul(p, s));
  return v128.or(log, f32x4.ne(x, x));
}

const INFINITY = memory.data<f32>([Infinity]);
const SMALLEST_NORMAL = memory.data<f32>([1.1754943508222875e-38]);

/** Of any number: NaN below zero, −∞ at zero and for subnormal numbers, ∞ at ∞; 2.0e-7. */
// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  const infinity = splat(INFINITY);
  let y = v128.bitselect(f32x4.neg(infinity), positiveLog(x), f32x4.lt(x, splat(SMALLEST_NORMAL)));
  y = v128.bitselect(infinity, y, f32x4.eq(x, infinity));
  return v128.or(y, f32x4.lt(x, zero()));
}

const LOG1P_POLYNOMIAL = memory.data<f32>([
  0.2818024935120127, 0.27960331049422343, 0.4002491849849596, 0.6666631473506377,
  2.0000000079110967,
]);

/** log(1 + u) for u in [0, 1]. */
// @ts-ignore: decorator
@inline
function unitLog1p(u: v128): v128 {
  const s = f32x4.div(u, f32x4.add(u, splat(TWO)));
  const s2 = f32x4.mul(s, s);
  let p = multiplyAdd(s2, splat(LOG1P_POLYNOMIAL), splat(LOG1P_POLYNOMIAL + 4));
  p = multiplyAdd(p, s2, splat(LOG1P_POLYNOMIAL + 8));
  p = multiplyAdd(p, s2, splat(LOG1P_POLYNOMIAL + 12));
  p = multiplyAdd(p, s2, splat(LOG1P_POLYNOMIAL + 16));
  return f32x4.mul(p, s);
}

/** exp(−|x|), which softplus and sigmoid are both made of. */
// @ts-ignore: decorator
@inline
export function decay(x: v128): v128 {
  return boundedExp(f32x4.neg(f32x4.abs(x)));
}

/** log(1 + eˣ), given `decay(x)`; 2.5e-7. */
// @ts-ignore: decorator
@inline
export function softplusFrom(x: v128, decayed: v128): v128 {
  return f32x4.add(f32x4.pmax(x, zero()), unitLog1p(decayed));
}

/** 1 / (1 + e⁻ˣ), given `decay(x)`; 1.5e-7. */
// @ts-ignore: decorator
@inline
export function sigmoidFrom(x: v128, decayed: v128): v128 {
  const numerator = v128.bitselect(decayed, one(), f32x4.lt(x, zero()));
  return f32x4.div(numerator, f32x4.add(one(), decayed));
}
