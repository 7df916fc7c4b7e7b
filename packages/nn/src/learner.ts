import type { AdamUpdate, Loss, Pairs, TrainingSession } from "@retrodict/spec";

/** A training session joined to a loss. */
export interface Learner<P extends Pairs> {
  /** Mean loss of a batch. */
  loss(pairs: P): number;
  /** One step down the gradient of a batch: its mean loss before, and the gradient's norm before clipping. */
  step(pairs: P, update: AdamUpdate): { readonly loss: number; readonly norm: number };
  params(): Float32Array;
}

export function learner<P extends Pairs>(session: TrainingSession, loss: Loss<P>): Learner<P> {
  function graded(pairs: P): { readonly loss: number; readonly cotangent: Float64Array } {
    const score = session.score(pairs.target, pairs.context);
    const cotangent = new Float64Array(score.length);
    return { loss: loss.grade(pairs, score, cotangent), cotangent };
  }
  return Object.freeze({
    loss: (pairs: P) => graded(pairs).loss,
    step(pairs: P, update: AdamUpdate) {
      const { loss, cotangent } = graded(pairs);
      return { loss, norm: session.step(cotangent, update) };
    },
    params: () => session.params(),
  });
}
