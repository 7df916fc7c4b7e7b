import { matrix } from "@retrodict/matrix";
import type { AdamUpdate, Matrix, TrainingSession } from "@retrodict/spec";
import type { Program } from "@retrodict/tensor";

/** Training of the weights that `program` holds. */
export function flowSession(program: Program, params: Float32Array): TrainingSession {
  program.setParams(params);
  return Object.freeze<TrainingSession>({
    score: (target: Matrix, context: Matrix) => program.forward([target, context])[0].data,
    step(cotangent: Float64Array, update: AdamUpdate) {
      program.backward([matrix(cotangent.length, 1, cotangent)]);
      return program.adamStep(update);
    },
    params: () => program.params(),
  });
}
