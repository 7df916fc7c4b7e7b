import type { Loss, Pairs, Rng, TrainingHistory } from "@retrodict/spec";
import { batches, shuffled, type Split } from "./batches.ts";
import { heldOutPairs } from "./held-out-pairs.ts";
import type { Learner } from "./learner.ts";
import type { TrainingRecord } from "./record.ts";
import type { TrainingSettings } from "./settings.ts";
import { validator } from "./validator.ts";
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
 * The initial weights, then after every epoch the averaged ones, are scored on the whole validation set; results go
 * to `record`, which throws where a value is not finite.
 */
export function* epochs<P extends Pairs>(
  rng: Rng,
  { learner, loss, split, settings, record }: EpochsInput<P>,
): Generator<void, TrainingHistory["stoppedBy"]> {
  const { batchSize, learningRate, maxGradientNorm } = settings;
  const order = rng.fork("order");
  const noise = rng.fork("training");
  const held = heldOutPairs(rng.fork("validation"), loss, split.validation, batchSize);
  const validate = validator(held, { learner, record });
  const average = weightAverage(learner.params());
  record.start(yield* validate(average.weights()));
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    let trainLoss = 0;
    for (const rows of batches(shuffled(order, split.training), batchSize)) {
      const step = learner.step(loss.pairs(noise, rows), { learningRate, maxGradientNorm });
      trainLoss += (record.finite("loss", step.loss) * rows.length) / split.training.length;
      record.finite("gradient norm", step.norm);
      average.step(learner.params);
      yield;
    }
    const weights = average.weights();
    record.add(trainLoss, yield* validate(weights), weights);
    settings.onProgress?.(epoch, settings.epochs);
    if (record.stale() >= settings.patience) return "patience";
  }
  return "epochs";
}
