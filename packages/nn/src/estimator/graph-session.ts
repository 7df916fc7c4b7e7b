import { matrix } from "@retrodict/matrix";
import type { AdamUpdate, Matrix, TrainingSession } from "@retrodict/spec";
import type { Program } from "@retrodict/tensor";

/** Training of a program with inputs (target, context) and one output, from given weights. */
export function graphSession(program: Program, params: Float32Array): TrainingSession {
  program.setParams(params);
  return Object.freeze<TrainingSession>({
    score: (target: Matrix, context: Matrix) => program.forward([target, context])[0].data,
    backward(cotangent: Float64Array) {
      program.backward([matrix(cotangent.length, 1, cotangent)]);
      return program.gradientNorm();
    },
    contextGradient: () => program.inputGradient(1),
    targetGradient: () => program.inputGradient(0),
    step: (update: AdamUpdate) => program.adamStep(update),
    params: () => program.params(),
  });
}
