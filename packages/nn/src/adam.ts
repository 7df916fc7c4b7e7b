import type { AdamUpdate } from "@retrodict/spec";

export interface Adam {
  /**
   * Moves `params` one step down `gradient`, which is left as it was. Returns the gradient's Euclidean
   * norm before clipping; when that is not finite nothing changes.
   */
  step(params: Float32Array, gradient: Float32Array, update: AdamUpdate): number;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam on plain arrays (Kingma & Ba 2015, algorithm 1), with clipping by global norm. Moments are kept
 * here, one pair per parameter, for estimators without a training session of their own.
 */
export function adam(paramCount: number): Adam {
  const first = new Float32Array(paramCount);
  const second = new Float32Array(paramCount);
  let steps = 0;
  return Object.freeze({
    step(params: Float32Array, gradient: Float32Array, update: AdamUpdate): number {
      const norm = euclideanNorm(gradient);
      if (!Number.isFinite(norm)) return norm;
      steps++;
      const clip = norm > update.maxGradientNorm ? update.maxGradientNorm / norm : 1;
      const rate = update.learningRate / (1 - BETA1 ** steps);
      const correction = 1 / (1 - BETA2 ** steps);
      for (let i = 0; i < paramCount; i++) {
        const g = clip * gradient[i];
        const m = (first[i] = BETA1 * first[i] + (1 - BETA1) * g);
        const v = (second[i] = BETA2 * second[i] + (1 - BETA2) * g * g);
        params[i] -= (rate * m) / (Math.sqrt(v * correction) + EPSILON);
      }
      return norm;
    },
  });
}

function euclideanNorm(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
