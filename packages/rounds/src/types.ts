import type {
  BatchSimulator,
  Distribution,
  Fit,
  FitOptions,
  InferenceAlgorithm,
  Observed,
  Posterior,
  Proposal,
  Rng,
  Round,
  RowFailure,
} from "@retrodict/spec";
import type { RoundStore } from "./round-store.ts";

/** What is to be inferred, from what, and how. */
export interface Study<F extends Fit = Fit> {
  readonly simulator: BatchSimulator;
  /** Over the simulator's parameters, in its order. */
  readonly prior: Distribution;
  readonly algorithm: InferenceAlgorithm<F>;
  /** One number per output of the simulator; several trials are rows of a matrix. */
  readonly observed: Observed;
}

/** What a round is doing. */
export type Phase = "propose" | "simulate" | "train";

/** What is known when a round begins. */
export interface Before<F extends Fit = Fit> {
  readonly prior: Distribution;
  readonly observed: Observed;
  /** Every round so far, the initial ones first. */
  readonly rounds: readonly Round[];
  /** The last new fit; absent in the first new round. */
  readonly fit?: F | undefined;
}

/**
 * What the next round draws theta from. A pure function of its arguments, the stream's key included, so that a run that
 * was interrupted draws from the same.
 */
export type Propose<F extends Fit = Fit> = (
  rng: Rng,
  before: Before<F>,
) => Proposal | "prior" | Promise<Proposal | "prior">;

/** Whether a run has gone far enough: a reason, or undefined to go on. */
export type StopRule<F extends Fit = Fit> = (
  rng: Rng,
  record: RoundRecord<F>,
  before: readonly RoundRecord<F>[],
) => string | undefined | Promise<string | undefined>;

export interface RoundsOptions<F extends Fit = Fit> {
  /** How many new rounds at most; 1 by default. */
  readonly rounds?: number;
  readonly simulationsPerRound: number;
  /** Simulations made before, which every fit uses too. */
  readonly initial?: readonly Round[];
  /** What each round draws from; by default the prior first, then what the last fit proposes. */
  readonly propose?: Propose<F>;
  /** Ends the run before all rounds are done. */
  readonly stop?: StopRule<F>;
  /** Where the run is kept as it goes, so that one that was interrupted goes on from there, with the same result. */
  readonly store?: RoundStore;
  /** Settings of the training. */
  readonly fit?: Omit<FitOptions, "signal" | "onProgress">;
  /** Ends the run early; what is done is returned. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (phase: Phase, done: number, total: number) => void;
  /** Takes a sentence where something in the store is damaged and made again. */
  readonly onNote?: (sentence: string) => void;
  /** Called after each round. */
  readonly onRound?: (record: RoundRecord<F>) => void;
}

/** Simulations of one round and how they went. */
export interface SimulatedRound {
  readonly round: Round;
  /** Rows without output, in row order; they are NaN in the round's x. */
  readonly failures: readonly RowFailure[];
  /** Numbers about drawing theta, such as the acceptance; empty for the prior. */
  readonly proposed: Readonly<Record<string, number>>;
  /** What speaks against what theta was drawn from. */
  readonly warnings: readonly string[];
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
  readonly fit?: F | undefined;
  readonly posterior?: Posterior | undefined;
  /** `"rounds"`, `"signal"`, or the reason of the stop rule. */
  readonly stoppedBy: string;
}
