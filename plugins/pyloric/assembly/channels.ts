/**
 * Gates of the channels of Prinz, Billimoria & Marder (J. Neurophysiol. 90, 2003) and of their graded
 * synapses, as functions of the voltage (mV). Every gate relaxes to its steady state and covers a share
 * `1 - exp(-dt φ / τ)` of the way in a step, φ being the speed-up by temperature.
 */
import { decay } from "../../../tooling/kernels/assembly/decay";

/** Values `gates` writes: for each pair of gates both steady states, then both shares. */
export const COLUMNS: i32 = 24;

/**
 * `dt φ` (ms) of activation, of that of CaS and of KCa, and of inactivation; `dt φ / τ` of a glutamatergic
 * synapse.
 */
export const SPEEDS: i32 = 5;

/**
 * The gates in pairs: (m Na, m CaT) (h Na, h CaT) (m A, m CaS) (h A, h CaS) (m KCa, m Kd) (m H, s).
 * KCa's steady state lacks its factor of calcium. The share of the synapse `s` that this neuron drives
 * is that of a forward Euler step and may exceed one.
 */
export function gates(v: f64, speeds: usize, out: usize): void {
  const m = load<f64>(speeds);
  const mCaS = load<f64>(speeds + 8);
  const mKCa = load<f64>(speeds + 16);
  const h = load<f64>(speeds + 24);
  const s = load<f64>(speeds + 32);

  store<f64>(out, sigmoid(v, 25.5, -5.29));
  store<f64>(out + 8, sigmoid(v, 27.1, -7.2));
  store<f64>(out + 16, share(m / (2.64 - 2.52 * sigmoid(v, 120.0, -25.0))));
  store<f64>(out + 24, share(m / (43.4 - 42.6 * sigmoid(v, 68.1, -20.5))));

  store<f64>(out + 32, sigmoid(v, 48.9, 5.18));
  store<f64>(out + 40, sigmoid(v, 32.1, 5.5));
  const tauNa = 1.34 * sigmoid(v, 62.9, -10.0) * (1.5 + sigmoid(v, 34.9, 3.6));
  store<f64>(out + 48, share(h / tauNa));
  store<f64>(out + 56, share(h / (210.0 - 179.6 * sigmoid(v, 55.0, -16.9))));

  store<f64>(out + 64, sigmoid(v, 27.2, -8.7));
  store<f64>(out + 72, sigmoid(v, 33.0, -8.1));
  store<f64>(out + 80, share(m / (23.2 - 20.8 * sigmoid(v, 32.9, -15.2))));
  store<f64>(out + 88, share(mCaS / (2.8 + 14.0 * bell(v, 27.0, 10.0, 70.0, -13.0))));

  store<f64>(out + 96, sigmoid(v, 56.9, 4.9));
  store<f64>(out + 104, sigmoid(v, 60.0, 6.2));
  store<f64>(out + 112, share(h / (77.2 - 58.4 * sigmoid(v, 38.9, -26.5))));
  store<f64>(out + 120, share(h / (120.0 + 300.0 * bell(v, 55.0, 9.0, 65.0, -16.0))));

  store<f64>(out + 128, sigmoid(v, 28.3, -12.6));
  store<f64>(out + 136, sigmoid(v, 12.3, -11.8));
  store<f64>(out + 144, share(mKCa / (180.6 - 150.2 * sigmoid(v, 46.0, -22.7))));
  store<f64>(out + 152, share(m / (14.4 - 12.8 * sigmoid(v, 28.3, -19.2))));

  store<f64>(out + 160, sigmoid(v, 75.0, 5.5));
  store<f64>(out + 168, sigmoid(v, 35.0, -5.0));
  store<f64>(out + 176, share(m * 0.5 * (Math.exp(-14.59 - 0.086 * v) + Math.exp(0.0701 * v - 1.87))));
  store<f64>(out + 184, s * (1.0 + Math.exp((v + 35.0) / 5.0)));
}

// `a` to `d` are constants, so the compiler works the inverses out.
// @ts-ignore: decorator
@inline
function sigmoid(v: f64, a: f64, b: f64): f64 {
  return 1.0 / (1.0 + Math.exp((v + a) * (1.0 / b)));
}

// @ts-ignore: decorator
@inline
function bell(v: f64, a: f64, b: f64, c: f64, d: f64): f64 {
  return 1.0 / (Math.exp((v + a) * (1.0 / b)) + Math.exp((v + c) * (1.0 / d)));
}

/** `1 - exp(-x)`, quickly where x is small. */
function share(x: f64): f64 {
  return x < 1.0 ? x * decay(x) : -Math.expm1(-x);
}
