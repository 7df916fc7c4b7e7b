import type { DenseWeights } from "@retrodict/tensor";

const LEARNING_RATE = 1e-3;
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

export interface PenalisedAdam {
  /** Adds ½ `strength` Σ w² to the loss that has this gradient, takes one step, and returns what it added. */
  step(params: Float32Array, gradient: Float32Array, strength: number): number;
}

/**
 * Adam with a penalty on weights, but not biases, that enters through the gradient, as scikit-learn has both: ε is
 * added to the uncorrected root of the second moment (Kingma & Ba 2015, the end of section 2).
 */
export function penalisedAdam(layers: readonly DenseWeights[], paramCount: number): PenalisedAdam {
  const first = new Float64Array(paramCount);
  const second = new Float64Array(paramCount);
  const isWeight = new Uint8Array(paramCount);
  for (const { offset, inputs, outputs } of layers) {
    isWeight.fill(1, offset, offset + inputs * outputs);
  }
  let steps = 0;
  return Object.freeze({
    step(params: Float32Array, gradient: Float32Array, strength: number): number {
      steps++;
      const rate =
        (LEARNING_RATE * Math.sqrt(1 - SECOND_DECAY ** steps)) / (1 - FIRST_DECAY ** steps);
      let squares = 0;
      for (let i = 0; i < paramCount; i++) {
        const w = params[i];
        const penalised = isWeight[i] * w;
        squares += penalised * w;
        const g = gradient[i] + strength * penalised;
        const m = (first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * g);
        const v = (second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * g * g);
        params[i] = w - (rate * m) / (Math.sqrt(v) + EPSILON);
      }
      return 0.5 * strength * squares;
    },
  });
}
