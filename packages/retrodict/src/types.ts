import type { Misspecification } from "@retrodict/diagnostics";
import type { Phase, RoundRecord, RoundStore, StopRule } from "@retrodict/rounds";
import type {
  BatchSimulator,
  ConditionalDensityEstimator,
  DifferentiableDistribution,
  Distribution,
  Draws,
  EstimatorFactory,
  Fit,
  FitOptions,
  InferenceAlgorithm,
  Posterior,
  RowFailure,
  Simulator,
  SimulatorEntry,
} from "@retrodict/spec";

/** Anything that simulates: one row at a time, many at once, or a plugin's entry with its features. */
export type AnySimulator = Simulator | BatchSimulator | SimulatorEntry;

/** What is chosen of a run, whatever the algorithm. */
export interface RunSettings<F extends Fit, P extends Distribution> {
  /** Uniform between the bounds of the parameters, on their scale, by default. */
  readonly prior?: P;
  /** How many simulations in all, spread evenly over the rounds; 10 000 by default. */
  readonly simulations?: number;
  /** How many rounds, each of which draws parameters from what the one before has learned; 1 by default. */
  readonly rounds?: number;
  /** Ends the rounds early. */
  readonly stop?: StopRule<F>;
  /** Where the run is kept as it goes, so that one that was interrupted can go on. */
  readonly store?: RoundStore;
  /** How many posterior draws; 10 000 by default. */
  readonly samples?: number;
  /** The same seed gives the same result; 1 by default. */
  readonly seed?: number;
  /** Settings of the training. */
  readonly fit?: Omit<FitOptions, "signal" | "onProgress">;
  readonly signal?: AbortSignal;
  readonly onProgress?: (phase: Phase | "sample", done: number, total: number) => void;
}

/** A run of the default algorithm. */
export interface InferOptions<
  F extends Fit = Fit,
  P extends Distribution = DifferentiableDistribution,
> extends RunSettings<F, P> {
  readonly algorithm?: undefined;
  /** The density estimator of `snpe`; `flows()` by default. */
  readonly estimator?: EstimatorFactory<ConditionalDensityEstimator>;
}

/** A run of an algorithm of one's choice. */
export interface InferWithOptions<
  F extends Fit,
  P extends Distribution = DifferentiableDistribution,
> extends RunSettings<F, P> {
  /**
   * Makes the algorithm under the run's prior: `snpeC`, or `({ prior }) => snreB({ prior, sampler: nuts() })` where an
   * option of it is to be another.
   */
  readonly algorithm: (parts: AlgorithmParts<P>) => InferenceAlgorithm<F>;
  /** Belongs to the algorithm's own options. */
  readonly estimator?: undefined;
}

/** What an algorithm is made of. */
export interface AlgorithmParts<P extends Distribution = DifferentiableDistribution> {
  readonly prior: P;
}

export interface Inference<F extends Fit = Fit> {
  readonly posterior: Posterior;
  readonly draws: Draws;
  readonly fit: F;
  /** What was simulated and learned round by round. */
  readonly records: readonly RoundRecord<F>[];
  /** Simulations without output; rows count on from round to round. */
  readonly failures: readonly RowFailure[];
  /** Whether the observation is among simulations from the prior; absent for several trials. */
  readonly misspecification?: Misspecification;
  /** What speaks against trusting the result, of all rounds, the draws and the observation; empty where nothing does. */
  readonly warnings: readonly string[];
  readonly timings: {
    readonly simulateSeconds: number;
    readonly trainSeconds: number;
    readonly sampleSeconds: number;
  };
}
