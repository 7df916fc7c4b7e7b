/** Functions of two numbers at once, to a few units in the last place. */
import { decay } from "../../../tooling/kernels/assembly/decay";

/**
 * Constants in memory, from where an instruction takes them; written in the code each would cost three.
 * Taylor coefficients: `(-1)^k / (k + 1)!`, and `2 / (2k + 1)`.
 */
const decayTaylor: usize = memory.data<f64>([
  1.0,
  -1.0 / 2.0,
  1.0 / 6.0,
  -1.0 / 24.0,
  1.0 / 120.0,
  -1.0 / 720.0,
  1.0 / 5040.0,
  -1.0 / 40320.0,
]);
const logTaylor: usize = memory.data<f64>([
  2.0,
  2.0 / 3.0,
  2.0 / 5.0,
  2.0 / 7.0,
  2.0 / 9.0,
  2.0 / 11.0,
  2.0 / 13.0,
  2.0 / 15.0,
  2.0 / 17.0,
  2.0 / 19.0,
]);
const scales: usize = memory.data<f64>([0.0625, Math.LN2, 4503599627370496.0 + 1024.0]);

/** `(1 - exp(-x)) / x`; branches on size, small being the usual case. */
// @ts-ignore: decorator
@inline
export function decays(x: v128): v128 {
  const small = f64x2.lt(f64x2.abs(x), v128.load64_splat(scales));
  if (!i64x2.all_true(small)) {
    return f64x2.replace_lane(
      f64x2.splat(decay(f64x2.extract_lane(x, 0))),
      1,
      decay(f64x2.extract_lane(x, 1)),
    );
  }
  const x2 = f64x2.mul(x, x);
  const low = linear(decayTaylor, x);
  const middle = f64x2.mul(linear(decayTaylor + 16, x), x2);
  const high = f64x2.add(linear(decayTaylor + 32, x), f64x2.mul(linear(decayTaylor + 48, x), x2));
  return f64x2.add(f64x2.add(low, middle), f64x2.mul(high, f64x2.mul(x2, x2)));
}

/**
 * The bits of a mantissa; of `sqrt(1/2)`, below which a mantissa is doubled; of 2^52, in whose low bits an
 * integer is a float; and 1024 exponents, which make those of all normal numbers positive.
 */
const bits: usize = memory.data<u64>([
  0x000fffffffffffff, 0x3fe6a09e667f3bcd, 0x4330000000000000, 0x4000000000000000,
]);

/**
 * Natural logarithm of normal numbers; NaN at or below zero. With `x = 2^k m`, `m` in `[sqrt(1/2), sqrt(2))`
 * and `s = (m - 1) / (m + 1)` it is `k log 2 + 2 (s + s^3 / 3 + s^5 / 5 + ...)`, where `s^2 < 0.03`.
 */
// @ts-ignore: decorator
@inline
export function logarithms(x: v128): v128 {
  const root = v128.load64_splat(bits + 8);
  const above = i64x2.sub(x, root);
  const m = i64x2.add(v128.and(above, v128.load64_splat(bits)), root);
  const exponent = i64x2.shr_u(i64x2.add(above, v128.load64_splat(bits + 24)), 52);
  const biased = v128.or(exponent, v128.load64_splat(bits + 16));
  const k = f64x2.sub(biased, v128.load64_splat(scales + 16));
  const one = v128.load64_splat(decayTaylor);
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one));
  const z = f64x2.mul(s, s);
  const z2 = f64x2.mul(z, z);
  const z4 = f64x2.mul(z2, z2);
  const low = f64x2.add(linear(logTaylor, z), f64x2.mul(linear(logTaylor + 16, z), z2));
  const high = f64x2.add(
    linear(logTaylor + 32, z),
    f64x2.mul(linear(logTaylor + 48, z), z2),
  );
  const top = linear(logTaylor + 64, z);
  const series = f64x2.add(low, f64x2.mul(f64x2.add(high, f64x2.mul(top, z4)), z4));
  const logarithm = f64x2.add(f64x2.mul(k, v128.load64_splat(scales + 8)), f64x2.mul(s, series));
  return v128.or(logarithm, f64x2.le(x, f64x2.splat(0.0)));
}

/** `a + b x` with the two coefficients at an address. */
// @ts-ignore: decorator
@inline
function linear(coefficients: usize, x: v128): v128 {
  const b = v128.load64_splat(coefficients + 8);
  return f64x2.add(v128.load64_splat(coefficients), f64x2.mul(b, x));
}
