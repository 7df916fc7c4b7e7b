import type { Loss, Pairs, Rng } from "@retrodict/spec";
import type { Learner } from "./learner.ts";
import type { TrainingRecord } from "./record.ts";

/**
 * Mean loss of given weights over held-out rows, yielding after every batch. The pairs are made once, so that
 * every epoch is judged by the same ones.
 */
export function validator<P extends Pairs>(
  rng: Rng,
  batches: readonly Uint32Array[],
  {
    learner,
    loss,
    record,
  }: {
    readonly learner: Learner<P>;
    readonly loss: Loss<P>;
    readonly record: TrainingRecord;
  },
): (weights: Float32Array) => Generator<void, number> {
  const total = batches.reduce((sum, rows) => sum + rows.length, 0);
  const held = batches.map((rows, i) => ({
    pairs: loss.pairs(rng.fork(i), rows),
    share: rows.length / total,
  }));
  return function* validate(weights) {
    let mean = 0;
    for (const { pairs, share } of held) {
      mean += share * record.finite("validation loss", learner.loss(weights, pairs));
      yield;
    }
    return mean;
  };
}
