import type { AdamUpdate } from "@retrodict/spec";

export interface Adam {
  /** Moves `params` one step down `gradient`, which is left as it was. */
  step(params: Float32Array, gradient: Float32Array, update: AdamUpdate): void;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam on plain arrays (Kingma & Ba 2015, algorithm 1). Moments are kept
 * here, one pair per parameter, for estimators without a training session of their own.
 */
export function adam(paramCount: number): Adam {
  const first = new Float32Array(paramCount);
  const second = new Float32Array(paramCount);
  let steps = 0;
  return Object.freeze({
    step(params: Float32Array, gradient: Float32Array, update: AdamUpdate): void {
      steps++;
      const rate = update.learningRate / (1 - BETA1 ** steps);
      const correction = 1 / (1 - BETA2 ** steps);
      for (let i = 0; i < paramCount; i++) {
        const g = update.gradientScale * gradient[i];
        const m = (first[i] = BETA1 * first[i] + (1 - BETA1) * g);
        const v = (second[i] = BETA2 * second[i] + (1 - BETA2) * g * g);
        params[i] -= (rate * m) / (Math.sqrt(v * correction) + EPSILON);
      }
    },
  });
}
