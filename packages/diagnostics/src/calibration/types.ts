import type { LogDensity, Matrix, Proposal } from "@retrodict/spec";

/** What a calibration needs of a posterior: draws, and its log-density up to a constant where it has one. */
export type TrialPosterior = Pick<Proposal, "sample"> & Partial<Pick<LogDensity, "logDensity">>;

/** Parameters drawn from the prior and data simulated with them, row by row. */
export interface TruthsAndData {
  readonly theta: Matrix;
  readonly x: Matrix;
}

/** A posterior that could not be used: `row` of the pairs, and why. */
export interface TrialFailure {
  readonly row: number;
  readonly message: string;
}

/**
 * Where each of many truths ranks among the draws of the posterior given its data. One row a trial, in the order of
 * the pairs; failed ones are left out of all but `failures`.
 */
export interface CalibrationTrials extends TruthsAndData {
  /** What the columns of `ranks` are of: the parameters, then the test quantities. */
  readonly names: readonly string[];
  /** Posterior draws of a trial: ranks lie between 0 and this. */
  readonly draws: number;
  /** How many draws lie below the truth; ties broken at random. */
  readonly ranks: Matrix;
  /** How many draws have a higher posterior density than the truth; absent where a posterior has no density. */
  readonly densityRanks?: Float64Array;
  /** One draw of each posterior. */
  readonly oneDraw: Matrix;
  /** All draws of each posterior, if asked for. */
  readonly samples?: readonly Matrix[];
  /** Which row of the pairs each trial is. */
  readonly rows: Uint32Array;
  readonly failures: readonly TrialFailure[];
  /** Of the samplers, one sentence. */
  readonly warnings: readonly string[];
}

/**
 * Observed shares against expected ones: the share of ranks below each level, which for a calibrated posterior is the
 * level itself, but for chance.
 */
export interface CalibrationCurve {
  readonly name: string;
  /** Increasing, between 0 and 1. */
  readonly levels: Float64Array;
  readonly observed: Float64Array;
  /** Where `observed` would lie, at all levels at once. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The chance that a calibrated posterior strays as far at any level. */
  readonly pValue: number;
}

/** Those parts of trials, and how many there might have been. */
export type PartsOfTrials<K extends keyof CalibrationTrials> = Pick<CalibrationTrials, K> &
  Partial<Pick<CalibrationTrials, "failures">>;

/** How a diagnostic is judged. */
export interface JudgeOptions {
  /** The chance that a calibrated posterior passes; 0.99 by default. */
  readonly confidence?: number;
}
