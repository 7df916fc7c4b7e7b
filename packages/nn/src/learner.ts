import type { ConditionalEstimator, Loss, Pairs, TrainingSession } from "@retrodict/spec";

export interface ClippedUpdate {
  readonly learningRate: number;
  readonly maxGradientNorm: number;
}

/** An estimator, its training session and a loss, joined. */
export interface Learner<P extends Pairs> {
  /** Mean loss of a batch at these weights. */
  loss(params: Float32Array, pairs: P): number;
  /**
   * One step down the gradient of a batch, scaled down to a norm where it exceeds it: the mean loss before, and
   * the gradient's norm before clipping. A norm that is not finite changes no weight.
   */
  step(pairs: P, update: ClippedUpdate): { readonly loss: number; readonly norm: number };
  /** A copy of the session's weights. */
  params(): Float32Array;
}

export function learner<P extends Pairs>(
  estimator: ConditionalEstimator,
  session: TrainingSession,
  loss: Loss<P>,
): Learner<P> {
  return Object.freeze({
    loss(params: Float32Array, pairs: P) {
      const score = estimator.score(params, pairs.target, pairs.context);
      return loss.grade(pairs, score, new Float64Array(score.length));
    },
    step(pairs: P, { learningRate, maxGradientNorm }: ClippedUpdate) {
      const score = session.score(pairs.target, pairs.context);
      const cotangent = new Float64Array(score.length);
      const mean = loss.grade(pairs, score, cotangent);
      const norm = session.backward(cotangent);
      if (Number.isFinite(norm)) {
        session.step({ learningRate, gradientScale: Math.min(1, maxGradientNorm / norm) });
      }
      return { loss: mean, norm };
    },
    params: () => session.params(),
  });
}
