import type { Loss, Pairs, Rng } from "@retrodict/spec";
import { batches } from "./batches.ts";

/** A batch of held-out rows as the loss pairs them, and its share of all held-out rows. */
export interface HeldOutPairs<P extends Pairs> {
  readonly pairs: P;
  readonly share: number;
}

/** Held-out rows in batches of at most `batchSize`. Pairs are made once, so that all weights are judged by the same ones. */
export function heldOutPairs<P extends Pairs>(
  rng: Rng,
  loss: Loss<P>,
  rows: Uint32Array,
  batchSize: number,
): readonly HeldOutPairs<P>[] {
  return batches(rows, batchSize).map((part, i) => ({
    pairs: loss.pairs(rng.fork(i), part),
    share: part.length / rows.length,
  }));
}
