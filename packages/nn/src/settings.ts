import { assertCount, assertPositive, assertRange } from "@retrodict/check";
import type { FitOptions, RunOptions } from "@retrodict/spec";

/** `FitOptions` with every default filled in. */
export type TrainingSettings = Required<Omit<FitOptions, keyof RunOptions>> & RunOptions;

/** Batches of fewer rows are mostly noise, and of more rows no faster. */
const BATCH_SIZES = [20, 200] as const;
/** Patience and averages count on an epoch having about so many. */
const STEPS_PER_EPOCH = 20;

/** Fills in the defaults for so many rows and refuses settings that make no sense. */
export function trainingSettings(options: FitOptions, rows: number): TrainingSettings {
  const settings = {
    epochs: 500,
    batchSize: defaultBatchSize(rows),
    learningRate: 2e-3,
    validationFraction: 0.1,
    patience: 20,
    maxGradientNorm: 5,
    ...options,
  };
  assertCount(settings.epochs, "epochs", "nn");
  assertCount(settings.batchSize, "batchSize", "nn");
  assertPositive(settings.learningRate, "learningRate", "nn");
  assertRange(settings.validationFraction, 0, 0.9, "validationFraction", "nn");
  assertCount(settings.patience, "patience", "nn");
  assertPositive(settings.maxGradientNorm, "maxGradientNorm", "nn");
  return settings;
}

function defaultBatchSize(rows: number): number {
  const [least, most] = BATCH_SIZES;
  return Math.min(Math.max(Math.round(rows / STEPS_PER_EPOCH), least), most);
}
