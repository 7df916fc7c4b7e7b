/**
 * Gates of Pospischil et al. (Biol. Cybern. 99, 2008): sodium activation m and inactivation h and
 * delayed-rectifier potassium n as functions of `u = V - V_T`, the M-current's p as functions of V. mV, ms.
 */

/** Values `gates` writes: m∞, h∞, a_m, a_h, n∞, a_n with `a = 1 - exp(-dt/τ)`. */
export const GATES: i32 = 6;

/** Steady states of the fast gates and the share of the way to them covered in `dt`. */
export function gates(u: f64, dt: f64, out: usize): void {
  const alphaM = 1.28 * slope(-0.25 * (u - 13.0));
  const betaM = 1.4 * slope(0.2 * (u - 40.0));
  const alphaH = 0.128 * Math.exp((17.0 - u) / 18.0);
  const betaH = 4.0 / (1.0 + Math.exp(-0.2 * (u - 40.0)));
  const alphaN = 0.16 * slope(-0.2 * (u - 15.0));
  const betaN = 0.5 * Math.exp((10.0 - u) / 40.0);
  store<f64>(out, alphaM / (alphaM + betaM));
  store<f64>(out + 8, alphaH / (alphaH + betaH));
  store<f64>(out + 16, -Math.expm1(-dt * (alphaM + betaM)));
  store<f64>(out + 24, -Math.expm1(-dt * (alphaH + betaH)));
  store<f64>(out + 32, alphaN / (alphaN + betaN));
  store<f64>(out + 40, -Math.expm1(-dt * (alphaN + betaN)));
}

/** Values `slowGate` writes: p∞ and τ_max/τ_p. */
export const SLOW: i32 = 2;

/** Steady state of the slow gate, and its rate in units of 1/τ_max. */
export function slowGate(v: f64, out: usize): void {
  store<f64>(out, 1.0 / (1.0 + Math.exp(-0.1 * (v + 35.0))));
  store<f64>(out + 8, 3.3 * Math.exp(0.05 * (v + 35.0)) + Math.exp(-0.05 * (v + 35.0)));
}

/** `z / (exp(z) - 1)`, one at zero. */
function slope(z: f64): f64 {
  return z == 0.0 ? 1.0 : z / Math.expm1(z);
}
