import { assertCount, assertPositive, assertRange } from "@retrodict/check";
import type { FitOptions, RunOptions } from "@retrodict/spec";

/** `FitOptions` with every default filled in. */
export type TrainingSettings = Required<Omit<FitOptions, keyof RunOptions>> & RunOptions;

/** Fills in the defaults and refuses settings that make no sense. */
export function trainingSettings(options: FitOptions): TrainingSettings {
  const settings = {
    epochs: 500,
    batchSize: 200,
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
