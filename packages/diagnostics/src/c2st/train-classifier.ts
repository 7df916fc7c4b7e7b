/** Trains the benchmark's classifier: scikit-learn's `MLPClassifier` with its default settings. */
import { gatherRows, matrix } from "@retrodict/matrix";
import { permutation } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import type { Program } from "@retrodict/tensor";
import { binaryLogLoss } from "./binary-log-loss.ts";
import { penalisedAdam } from "./penalised-adam.ts";

/** Rows of a batch, or all if there are fewer. */
export const BATCH = 200;
const PENALTY = 1e-4;
const TOLERANCE = 1e-4;
const PATIENCE = 10;
const MAX_EPOCHS = 10_000;

/** Points, each labelled with the sample it is from. */
export interface LabelledPoints {
  readonly points: Matrix;
  /** 0 or 1, one a row. */
  readonly labels: Uint8Array;
}

export interface ClassifierTraining {
  /** Compiled for batches of `BATCH` rows; holds the trained weights afterwards. */
  readonly program: Program;
  readonly initial: Float32Array;
  readonly data: LabelledPoints;
  /** The rows to learn from. */
  readonly rows: Uint32Array;
}

/**
 * Adam on the log-loss plus the weights' squares, over batches of rows shuffled anew in every epoch, until for more
 * than ten epochs in a row the training loss has not come 10⁻⁴ below the best before, or is not finite. Yields after
 * every batch; returns the training loss of every epoch.
 */
export function* trainClassifier(
  rng: Rng,
  { program, initial, data, rows }: ClassifierTraining,
): Generator<void, readonly number[]> {
  const optimise = penalisedAdam(program);
  program.setParams(initial);

  /** Takes one step; the batch's mean loss before it. */
  function step(batch: Uint32Array): number {
    const logits = program.forward([gatherRows(data.points, batch)])[0].data;
    const cotangent = matrix(batch.length, 1);
    const loss = binaryLogLoss(logits, data.labels, batch, cotangent.data);
    program.backward([cotangent]);
    return loss + optimise(PENALTY / batch.length);
  }

  const losses: number[] = [];
  let best = Infinity;
  for (let epoch = 0, stale = 0; epoch < MAX_EPOCHS && stale <= PATIENCE; epoch++) {
    const order = permutation(rng.fork(epoch), rows.length).map((i) => rows[i]);
    let loss = 0;
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.subarray(start, start + BATCH);
      loss += (step(batch) * batch.length) / order.length;
      yield;
    }
    losses.push(loss);
    if (!Number.isFinite(loss)) break;
    stale = loss > best - TOLERANCE ? stale + 1 : 0;
    best = Math.min(best, loss);
  }
  return losses;
}
