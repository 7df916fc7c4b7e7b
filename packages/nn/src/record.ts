import type { Trained, TrainingHistory } from "@retrodict/spec";
import { trainingFailure } from "./failure.ts";

/** Keeps the losses of every epoch and the weights of the best one. */
export interface TrainingRecord {
  /** The validation loss of the initial weights: an epoch is kept only if it does better. */
  start(validation: number): void;
  /** Adds an epoch: its mean losses, and the weights that gave the validation loss. */
  add(train: number, validation: number, params: Float32Array): void;
  /** Epochs since the best one. */
  stale(): number;
  /** `value`, if it is finite; throws `RetrodictError` "numeric" with what is recorded if not. */
  finite(what: string, value: number): number;
  trained(stoppedBy: TrainingHistory["stoppedBy"]): Trained;
}

/** A record whose best weights are the `initial` ones, epoch −1, until better ones are added. */
export function trainingRecord(initial: Float32Array): TrainingRecord {
  const began = performance.now();
  const train: number[] = [];
  const validation: number[] = [];
  let best = { params: initial, loss: Number.POSITIVE_INFINITY, epoch: -1 };
  const trained = (stoppedBy: TrainingHistory["stoppedBy"]): Trained => ({
    params: best.params,
    history: {
      train: [...train],
      validation: [...validation],
      bestEpoch: best.epoch,
      bestValidation: best.loss,
      stoppedBy,
      seconds: (performance.now() - began) / 1000,
    },
  });
  return Object.freeze({
    start(loss: number): void {
      best = { params: initial, loss, epoch: -1 };
    },
    add(trainLoss: number, loss: number, params: Float32Array): void {
      if (loss < best.loss) best = { params, loss, epoch: train.length };
      train.push(trainLoss);
      validation.push(loss);
    },
    stale: () => train.length - 1 - best.epoch,
    finite(what: string, value: number): number {
      if (!Number.isFinite(value)) throw trainingFailure(what, value, trained("not-finite"));
      return value;
    },
    trained,
  });
}
