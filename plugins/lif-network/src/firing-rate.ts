/** Rates of a leaky integrate-and-fire neuron by itself, in closed form. */
import { assert, assertFinite, assertPositive } from "@retrodict/check";
import { integrate } from "./quadrature.ts";

/** Voltages in mV from rest, times in ms. */
export interface LeakyNeuron {
  readonly membraneTimeConstant: number;
  readonly threshold: number;
  readonly reset: number;
  readonly refractoryPeriod: number;
}

/**
 * Rate (Hz) under a constant input that would bring the voltage to `input` mV from rest:
 * `1 / (t_ref + τ ln((input - V_r) / (input - V_th)))`, or 0 up to the threshold.
 */
export function constantInputRate(neuron: LeakyNeuron, input: number): number {
  assertNeuron(neuron);
  const { membraneTimeConstant, threshold, reset, refractoryPeriod } = neuron;
  if (!(input > threshold)) return 0;
  const rise = Math.log1p((threshold - reset) / (input - threshold));
  return 1000 / (refractoryPeriod + membraneTimeConstant * rise);
}

/**
 * Rate (Hz) under white noise, where without a threshold the voltage would have `mean` and the standard deviation
 * `deviation / √2` (mV): Siegert (Phys. Rev. 81, 1951), as in Brunel (2000),
 * `1/ν = t_ref + τ √π ∫ exp(u²) (1 + erf u) du` from `(V_r - mean) / deviation` to `(V_th - mean) / deviation`.
 */
export function siegertRate(neuron: LeakyNeuron, mean: number, deviation: number): number {
  assertNeuron(neuron);
  assertFinite([mean], "mean", "lif-network");
  assertPositive(deviation, "deviation", "lif-network");
  const { membraneTimeConstant, threshold, reset, refractoryPeriod } = neuron;
  const passage = passageTime((reset - mean) / deviation, (threshold - mean) / deviation);
  return 1000 / (refractoryPeriod + membraneTimeConstant * passage);
}

/**
 * `√π ∫ exp(u²) (1 + erf u) du` from `low` to `high`. The integrand is `(2/√π) ∫ exp(2ut - t²) dt` over positive t, which
 * integrated over u leaves `∫ exp(2 high t - t²) (1 - exp(-2 (high - low) t)) / t dt`: no error function, and no cancellation.
 * It is divided by its largest exponential, so that nothing overflows where the time does not.
 */
function passageTime(low: number, high: number): number {
  const peak = Math.max(high, 0);
  const width = high - low;
  const integrand = (t: number) =>
    (Math.exp(t * (2 * high - t) - peak * peak) * -Math.expm1(-2 * width * t)) / t;
  // Beyond, the exponential is less than exp(-NEGLIGIBLE) of its peak.
  const root = Math.sqrt(NEGLIGIBLE + (high > 0 ? 0 : high * high));
  const end = high > 0 ? high + root : NEGLIGIBLE / (root - high);
  const integral = integrate(integrand, 0, end / 2) + integrate(integrand, end / 2, end);
  return Math.exp(peak * peak) * integral;
}

const NEGLIGIBLE = 40;

function assertNeuron(neuron: LeakyNeuron): void {
  const { membraneTimeConstant, threshold, reset, refractoryPeriod } = neuron;
  assertPositive(membraneTimeConstant, "membraneTimeConstant", "lif-network");
  assert(
    threshold > reset && Number.isFinite(threshold - reset),
    "range",
    "lif-network",
    () => `expected a threshold above the reset, got ${threshold} and ${reset}; exchange them`,
  );
  assert(
    refractoryPeriod >= 0,
    "range",
    "lif-network",
    () => `expected refractoryPeriod of at least 0, got ${refractoryPeriod}; pass it in ms`,
  );
}
