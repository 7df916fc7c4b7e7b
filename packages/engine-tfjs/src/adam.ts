import type { WeightUpdate } from "@retrodict/tensor";

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma & Ba 2015, algorithm 1) on `params` in place, a penalty being on those that are `penalised`. On
 * arrays, because the gradient's norm has to be read back every step anyway.
 */
export function adam(
  params: Float32Array,
  penalised: Uint8Array,
): (gradient: Float32Array, update: WeightUpdate) => void {
  const first = new Float32Array(params.length);
  const second = new Float32Array(params.length);
  let steps = 0;
  return (gradient, { learningRate, gradientScale, penalty = 0, epsilon = EPSILON }) => {
    steps++;
    const rate = learningRate / (1 - FIRST_DECAY ** steps);
    const secondBias = 1 / (1 - SECOND_DECAY ** steps);
    for (let i = 0; i < params.length; i++) {
      const g = gradientScale * (gradient[i] + penalty * penalised[i] * params[i]);
      first[i] += (1 - FIRST_DECAY) * (g - first[i]);
      second[i] += (1 - SECOND_DECAY) * (g * g - second[i]);
      params[i] -= (rate * first[i]) / (Math.sqrt(second[i] * secondBias) + epsilon);
    }
  };
}
