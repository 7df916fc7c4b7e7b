/**
 * Gates of the squid giant axon, Hodgkin & Huxley (J. Physiol. 117, 1952), with the membrane potential
 * measured inside minus outside and a resting potential of -65 mV: sodium activation m and inactivation h
 * and potassium activation n. mV, ms at 6.3 °C.
 */

/** Values `gates` writes: m∞, h∞, a_m, a_h, n∞, a_n with `a = 1 - exp(-dt/τ)`. */
export const GATES: i32 = 6;

/** Steady states of the gates and the share of the way to them covered in `dt`, ms at 6.3 °C. */
export function gates(v: f64, dt: f64, out: usize): void {
  const alphaM = slope(-0.1 * (v + 40.0));
  const betaM = 4.0 * Math.exp((v + 65.0) / -18.0);
  const alphaH = 0.07 * Math.exp((v + 65.0) / -20.0);
  const betaH = 1.0 / (1.0 + Math.exp(-0.1 * (v + 35.0)));
  const alphaN = 0.1 * slope(-0.1 * (v + 55.0));
  const betaN = 0.125 * Math.exp((v + 65.0) / -80.0);
  store<f64>(out, alphaM / (alphaM + betaM));
  store<f64>(out + 8, alphaH / (alphaH + betaH));
  store<f64>(out + 16, -Math.expm1(-dt * (alphaM + betaM)));
  store<f64>(out + 24, -Math.expm1(-dt * (alphaH + betaH)));
  store<f64>(out + 32, alphaN / (alphaN + betaN));
  store<f64>(out + 40, -Math.expm1(-dt * (alphaN + betaN)));
}

/** `z / (exp(z) - 1)`, one at zero. */
function slope(z: f64): f64 {
  return z == 0.0 ? 1.0 : z / Math.expm1(z);
}
