import type { Program } from "@retrodict/tensor";

const LEARNING_RATE = 1e-3;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/**
 * Adds ½ `strength` Σ w² to the loss whose gradient the program took last, takes one step and returns what was
 * added. A penalty on weights, but not biases, that enters through the gradient is scikit-learn's, and so is ε added
 * to the uncorrected root of the second moment (Kingma & Ba 2015, the end of section 2).
 */
export function penalisedAdam(program: Program): (strength: number) => number {
  let steps = 0;
  return (penalty) => {
    steps++;
    const added = 0.5 * penalty * program.weightNorm() ** 2;
    const epsilon = EPSILON / Math.sqrt(1 - SECOND_DECAY ** steps);
    program.adamStep({ learningRate: LEARNING_RATE, gradientScale: 1, penalty, epsilon });
    return added;
  };
}
