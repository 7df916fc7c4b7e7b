import { gatherRows } from "@retrodict/matrix";
import type { Rng } from "@retrodict/spec";
import type { Engine, Program } from "@retrodict/tensor";
import type { Fold } from "./folds.ts";
import { glorot, perceptron } from "./perceptron.ts";
import { BATCH, trainClassifier, type LabelledPoints } from "./train-classifier.ts";

/**
 * Trains a classifier on one fold and returns its accuracy on the held-out rows, NaN if a training loss was not
 * finite; yields after every batch.
 */
export function* foldAccuracy(
  rng: Rng,
  engine: Engine,
  data: LabelledPoints,
  { training, test }: Fold,
): Generator<void, number> {
  const network = perceptron(data.points.cols);
  const program = engine.compile(network.graph, {
    rows: BATCH,
    gradients: true,
    inputGradients: false,
  });
  const initial = glorot(rng.fork("init"), network);
  const losses = yield* trainClassifier(rng.fork("order"), {
    program,
    initial,
    data,
    rows: training,
  });
  return Number.isFinite(losses.at(-1)) ? accuracy(program, data, test) : NaN;
}

function accuracy(program: Program, { points, labels }: LabelledPoints, rows: Uint32Array): number {
  let right = 0;
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.subarray(start, start + BATCH);
    const logits = program.forward([gatherRows(points, batch)])[0].data;
    batch.forEach((row, i) => (right += logits[i] > 0 === (labels[row] === 1) ? 1 : 0));
  }
  return right / rows.length;
}
