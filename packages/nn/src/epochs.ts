import type { Loss, Pairs, Rng, TrainingHistory } from "@retrodict/spec";
import { batches, shuffled, type Split } from "./batches.ts";
import { trainingFailure } from "./failure.ts";
import type { Learner } from "./learner.ts";
import type { TrainingRecord } from "./record.ts";
import type { TrainingSettings } from "./settings.ts";
import { weightAverage } from "./weight-average.ts";

export interface EpochsInput<P extends Pairs> {
  readonly learner: Learner<P>;
  readonly loss: Loss<P>;
  readonly split: Split;
  readonly settings: TrainingSettings;
  readonly record: TrainingRecord;
}

/**
 * Runs the epochs, yielding after every batch so that the caller may pause or stop there; returns why it ended.
 * Every epoch ends by scoring the averaged weights on the whole validation set; results go to `record`. A value that is not finite throws.
 */
export function* epochs<P extends Pairs>(
  rng: Rng,
  { learner, loss, split, settings, record }: EpochsInput<P>,
): Generator<void, TrainingHistory["stoppedBy"]> {
  const { batchSize, learningRate, maxGradientNorm } = settings;
  const order = rng.fork("order");
  const noise = rng.fork("training");
  const average = weightAverage(learner.params());
  const held = heldOut(rng.fork("validation"), loss, batches(split.validation, batchSize));

  function finite(what: string, value: number): number {
    if (!Number.isFinite(value)) throw trainingFailure(what, value, record.trained("not-finite"));
    return value;
  }
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    const parts = batches(shuffled(order, split.training), batchSize);
    let training = 0;
    for (const rows of parts) {
      const step = learner.step(loss.pairs(noise, rows), { learningRate, maxGradientNorm });
      average.step(learner.params);
      training += (finite("loss", step.loss) * rows.length) / split.training.length;
      finite("gradient norm", step.norm);
      yield;
    }
    const weights = average.weights();
    let validation = 0;
    for (const { pairs, weight } of held) {
      validation += weight * finite("validation loss", learner.loss(weights, pairs));
      yield;
    }
    record.add(training, validation, weights);
    settings.onProgress?.(epoch + 1, settings.epochs);
    if (record.stale() >= settings.patience) return "patience";
  }
  return "epochs";
}

/** The validation pairs, made once, and the share of the rows each batch of them stands for. */
function heldOut<P extends Pairs>(
  rng: Rng,
  loss: Loss<P>,
  parts: readonly Uint32Array[],
): readonly { readonly pairs: P; readonly weight: number }[] {
  const total = parts.reduce((sum, rows) => sum + rows.length, 0);
  return parts.map((rows, i) => ({
    pairs: loss.pairs(rng.fork(i), rows),
    weight: rows.length / total,
  }));
}
