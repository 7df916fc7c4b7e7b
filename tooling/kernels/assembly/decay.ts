/**
 * The factor of exponential-Euler steps. A quantity relaxing at rate `r` to `target` moves by
 * `(target - q) * x * decay(x)` with `x = r dt`, and a membrane with drive `B` and conductance `G`
 * by `(B - G V) * decay(G)`: no division, and exact as the rate goes to zero.
 */

/** `(1 - exp(-x)) / x` to a few units in the last place; branches on size, small being the usual case. */
// @ts-ignore: decorator
@inline
export function decay(x: f64): f64 {
  return Math.abs(x) < 0.0625 ? decayTaylor7(x) : decayLarge(x);
}

// Taylor coefficients (-1)^k / (k + 1)!
const C1: f64 = -1.0 / 2.0;
const C2: f64 = 1.0 / 6.0;
const C3: f64 = -1.0 / 24.0;
const C4: f64 = 1.0 / 120.0;
const C5: f64 = -1.0 / 720.0;
const C6: f64 = 1.0 / 5040.0;
const C7: f64 = -1.0 / 40320.0;
const C8: f64 = 1.0 / 362880.0;
const C9: f64 = -1.0 / 3628800.0;
const C10: f64 = 1.0 / 39916800.0;
const C11: f64 = -1.0 / 479001600.0;
const C12: f64 = 1.0 / 6227020800.0;
const C13: f64 = -1.0 / 87178291200.0;
const C14: f64 = 1.0 / 1307674368000.0;
const C15: f64 = -1.0 / 20922789888000.0;

// Estrin's scheme: the sum's depth, not its length, is what a step waits for.
// @ts-ignore: decorator
@inline
function decayTaylor7(x: f64): f64 {
  const x2 = x * x;
  return 1.0 + C1 * x + (C2 + C3 * x) * x2 + (C4 + C5 * x + (C6 + C7 * x) * x2) * (x2 * x2);
}

function decayLarge(x: f64): f64 {
  if (!(Math.abs(x) < 1.0)) return -Math.expm1(-x) / x;
  const x2 = x * x;
  const x4 = x2 * x2;
  const high =
    C8 + C9 * x + (C10 + C11 * x) * x2 + (C12 + C13 * x + (C14 + C15 * x) * x2) * x4;
  return decayTaylor7(x) + high * (x4 * x4);
}
