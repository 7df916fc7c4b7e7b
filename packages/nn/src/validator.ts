import type { Pairs } from "@retrodict/spec";
import type { HeldOutPairs } from "./held-out-pairs.ts";
import type { Learner } from "./learner.ts";
import type { TrainingRecord } from "./record.ts";

/** Mean loss of given weights over held-out pairs, yielding after every batch. */
export function validator<P extends Pairs>(
  held: readonly HeldOutPairs<P>[],
  { learner, record }: { readonly learner: Learner<P>; readonly record: TrainingRecord },
): (weights: Float32Array) => Generator<void, number> {
  return function* validate(weights) {
    let mean = 0;
    for (const { pairs, share } of held) {
      mean += share * record.finite("validation loss", learner.loss(weights, pairs));
      yield;
    }
    return mean;
  };
}
