import type {
  BatchSimulator,
  Distribution,
  Fit,
  FitOptions,
  InferenceAlgorithm,
  Posterior,
  Round,
  RowFailure,
} from "@retrodict/spec";

/** What is to be inferred, from what, and how. */
export interface Study<F extends Fit = Fit> {
  readonly simulator: BatchSimulator;
  /** Over the simulator's parameters, in its order. */
  readonly prior: Distribution;
  readonly algorithm: InferenceAlgorithm<F>;
  /** One number per output of the simulator. */
  readonly observed: Float64Array;
}

/** What a round is doing. */
export type Phase = "propose" | "simulate" | "train";

export interface RoundsOptions<F extends Fit = Fit> {
  /** How many new rounds; 1 by default. */
  readonly rounds?: number;
  readonly simulationsPerRound: number;
  /** Simulations made before, which every fit uses too. */
  readonly initial?: readonly Round[];
  /** Settings of the training. */
  readonly fit?: Omit<FitOptions, "signal" | "onProgress">;
  /** Ends the run early; what is done is returned. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (phase: Phase, done: number, total: number) => void;
  /** Called after each round. */
  readonly onRound?: (record: RoundRecord<F>) => void;
}

/** Simulations of one round and how they went. */
export interface SimulatedRound {
  readonly round: Round;
  /** Rows without output, in row order; they are NaN in the round's x. */
  readonly failures: readonly RowFailure[];
  /** What drawing theta took. */
  readonly proposeSeconds: number;
  readonly simulateSeconds: number;
}

/** One round of a run; without a fit where the run was aborted before training. */
export interface RoundRecord<F extends Fit = Fit> extends SimulatedRound {
  /** Counts all rounds from 0, the initial ones included. */
  readonly index: number;
  readonly fit?: F;
  readonly posterior?: Posterior;
  readonly trainSeconds: number;
}

export interface RoundsResult<F extends Fit = Fit> {
  /** Every round there is now, the initial ones first; ready to be `initial` again. */
  readonly rounds: readonly Round[];
  /** The new rounds. */
  readonly records: readonly RoundRecord<F>[];
  /** The last fit and what it says about `observed`; absent when aborted before the first. */
  readonly fit?: F;
  readonly posterior?: Posterior;
  readonly stoppedBy: "rounds" | "signal";
}
