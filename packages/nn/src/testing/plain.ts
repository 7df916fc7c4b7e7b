/** Pieces of flows in float64, one row at a time, as their papers write them: what engines are compared with. */
import type { DenseLayer, Transform } from "@retrodict/tensor";

/** One dense layer. */
export function plainDense(
  params: Float32Array,
  { weights, activation, residual }: DenseLayer,
  input: readonly number[],
): number[] {
  const { offset, inputs, outputs, mask } = weights;
  const activate = { none: (v: number) => v, tanh: Math.tanh, relu: (v: number) => Math.max(0, v) };
  return Array.from({ length: outputs }, (_, o) => {
    let sum = params[offset + outputs * inputs + o];
    for (let i = 0; i < inputs; i++) {
      if (mask?.[o * inputs + i] !== 0) sum += params[offset + o * inputs + i] * input[i];
    }
    return activate[activation](sum) + (residual ? input[o] : 0);
  });
}

/** The rational-quadratic spline of Durkan et al. 2019, equation 4, with its slope by finite differences. */
export function plainSpline(
  x: number,
  raw: readonly number[],
  spline: Extract<Transform, { readonly kind: "spline" }>,
): { readonly z: number; readonly logSlope: number } {
  const step = 1e-6;
  const value = (at: number): number => splineValue(at, raw, spline);
  return {
    z: value(x),
    logSlope: Math.log((value(x + step) - value(x - step)) / (2 * step)),
  };
}

function splineValue(
  x: number,
  raw: readonly number[],
  { bins, bound, logitScale }: Extract<Transform, { readonly kind: "spline" }>,
): number {
  if (Math.abs(x) >= bound) return x;
  const knots = (logits: readonly number[]): number[] => {
    const weights = logits.map((v) => Math.exp(logitScale * v));
    const total = weights.reduce((a, b) => a + b);
    const ends = [-bound];
    for (const w of weights) {
      ends.push(ends.at(-1)! + 2 * bound * (1e-3 + (1 - bins * 1e-3) * (w / total)));
    }
    return ends;
  };
  const xs = knots(raw.slice(0, bins));
  const ys = knots(raw.slice(bins, 2 * bins));
  const inner = raw.slice(2 * bins).map((r) => 1e-3 + Math.log1p(Math.exp(r)));
  const slopes = [1, ...inner, 1];
  const k = Math.min(
    bins - 1,
    xs.findIndex((_, i) => x < (xs[i + 1] ?? bound)),
  );
  const s = (ys[k + 1] - ys[k]) / (xs[k + 1] - xs[k]);
  const t = (x - xs[k]) / (xs[k + 1] - xs[k]);
  const above = (ys[k + 1] - ys[k]) * (s * t * t + slopes[k] * t * (1 - t));
  return ys[k] + above / (s + (slopes[k + 1] + slopes[k] - 2 * s) * t * (1 - t));
}
