import { dot } from "./dot.ts";

/**
 * The BFGS update of an inverse Hessian after a `step` that changed the gradient by `change` (Nocedal & Wright 2006,
 * eq. 6.17); the first is a multiple of the identity (eq. 6.20). Unchanged where the change shows no positive
 * curvature.
 */
export function updatedInverseHessian(
  inverse: Float64Array | undefined,
  step: Float64Array,
  change: Float64Array,
): Float64Array | undefined {
  const n = step.length;
  const curvature = dot(step, change);
  const square = dot(change, change);
  if (!(curvature > 1e-14 * square)) return inverse;
  const h = inverse ?? scaledIdentity(n, curvature / square);
  const mapped = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) mapped[i] += h[i * n + j] * change[j];
  }
  const scale = (1 + dot(change, mapped) / curvature) / curvature;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      h[i * n + j] +=
        scale * step[i] * step[j] - (mapped[i] * step[j] + step[i] * mapped[j]) / curvature;
    }
  }
  return h;
}

function scaledIdentity(n: number, scale: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = scale;
  return out;
}
