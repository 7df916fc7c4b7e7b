import type { GatedField, Integrator } from "@retrodict/spec";

export interface GatedWorkspace {
  readonly rate: Float64Array;
  readonly target: Float64Array;
}

/**
 * Exponential Euler, order 1: `rate` and `target` are held for a step, over which each dimension relaxes
 * exactly, `y += (target − y)(1 − exp(−rate dt))`. So gating variables stay within their range for any
 * step (Rush & Larsen, *IEEE Trans. Biomed. Eng.* 25:389, 1978).
 */
export const exponentialEuler: Integrator<GatedField, GatedWorkspace> = Object.freeze({
  name: "exponentialEuler",
  order: 1,
  workspace: (dim: number) => ({ rate: new Float64Array(dim), target: new Float64Array(dim) }),
  step(
    field: GatedField,
    t: number,
    dt: number,
    y: Float64Array,
    { rate, target }: GatedWorkspace,
  ): number {
    field(t, y, rate, target);
    for (let i = 0; i < y.length; i++) y[i] -= (target[i] - y[i]) * Math.expm1(-rate[i] * dt);
    return Number.NaN;
  },
});
