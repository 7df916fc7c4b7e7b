import type { Phase } from "@retrodict/rounds";
import type {
  BatchSimulator,
  ConditionalDensityEstimator,
  Distribution,
  Draws,
  EstimatorFactory,
  Fit,
  FitOptions,
  InferenceAlgorithm,
  Posterior,
  Round,
  RowFailure,
  Simulator,
  SimulatorEntry,
} from "@retrodict/spec";

/** Anything that simulates: one row at a time, many at once, or a plugin's entry with its features. */
export type AnySimulator = Simulator | BatchSimulator | SimulatorEntry;

export interface InferOptions<F extends Fit = Fit> {
  /** Uniform between the bounds of the parameters, on their scale, by default. */
  readonly prior?: Distribution;
  /** How many simulations; 10 000 by default. */
  readonly simulations?: number;
  /** How many posterior draws; 10 000 by default. */
  readonly samples?: number;
  /** The same seed gives the same result; 1 by default. */
  readonly seed?: number;
  /** The density estimator; a masked autoregressive flow by default. */
  readonly estimator?: EstimatorFactory<ConditionalDensityEstimator>;
  /** Makes the algorithm of its parts; `snpe` by default. */
  readonly algorithm?: (parts: AlgorithmParts) => InferenceAlgorithm<F>;
  /** Settings of the training. */
  readonly fit?: Omit<FitOptions, "signal" | "onProgress">;
  readonly signal?: AbortSignal;
  readonly onProgress?: (phase: Phase | "sample", done: number, total: number) => void;
}

/** What an algorithm is made of. */
export interface AlgorithmParts {
  readonly prior: Distribution;
  readonly estimator: EstimatorFactory<ConditionalDensityEstimator>;
}

export interface Inference<F extends Fit = Fit> {
  readonly posterior: Posterior;
  readonly draws: Draws;
  readonly fit: F;
  /** The simulations it was trained on. */
  readonly round: Round;
  /** Simulations without output, in row order. */
  readonly failures: readonly RowFailure[];
  readonly timings: {
    readonly simulateSeconds: number;
    readonly trainSeconds: number;
    readonly sampleSeconds: number;
  };
}
