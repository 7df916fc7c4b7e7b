import type { Trained, TrainingHistory } from "@retrodict/spec";

/** Keeps the losses of every epoch and the weights of the best one. */
export interface TrainingRecord {
  /** Adds an epoch: its mean losses, and the weights that gave the validation loss. */
  add(train: number, validation: number, params: Float32Array): void;
  /** Epochs since the best one. */
  stale(): number;
  trained(stoppedBy: TrainingHistory["stoppedBy"]): Trained;
}

/** An empty record; until the first epoch is added its best weights are the `initial` ones, epoch −1. */
export function trainingRecord(initial: Float32Array): TrainingRecord {
  const start = performance.now();
  const train: number[] = [];
  const validation: number[] = [];
  let best = { params: initial, loss: Number.POSITIVE_INFINITY, epoch: -1 };
  return Object.freeze({
    add(trainLoss: number, loss: number, params: Float32Array): void {
      if (loss < best.loss) best = { params, loss, epoch: train.length };
      train.push(trainLoss);
      validation.push(loss);
    },
    stale: () => train.length - 1 - best.epoch,
    trained: (stoppedBy: TrainingHistory["stoppedBy"]): Trained => ({
      params: best.params,
      history: {
        train: [...train],
        validation: [...validation],
        bestEpoch: best.epoch,
        stoppedBy,
        seconds: (performance.now() - start) / 1000,
      },
    }),
  });
}
