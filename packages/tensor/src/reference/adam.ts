import type { WeightUpdate } from "../types.ts";

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/** Adam (Kingma & Ba 2015, algorithm 1) on `params` in place, a penalty being on those that are `penalised`. */
export function adam(params: Float64Array, penalised: Uint8Array) {
  const first = new Float64Array(params.length);
  const second = new Float64Array(params.length);
  let steps = 0;
  return (
    gradient: Float64Array,
    { learningRate, gradientScale, penalty = 0, epsilon = EPSILON }: WeightUpdate,
  ): void => {
    steps++;
    const rate = learningRate / (1 - FIRST_DECAY ** steps);
    const secondBias = 1 - SECOND_DECAY ** steps;
    for (let i = 0; i < params.length; i++) {
      const g = gradientScale * (gradient[i] + penalty * penalised[i] * params[i]);
      first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * g;
      second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * g * g;
      params[i] -= (rate * first[i]) / (Math.sqrt(second[i] / secondBias) + epsilon);
    }
  };
}
