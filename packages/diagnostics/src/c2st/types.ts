import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import type { Verdict } from "../types.ts";

export interface C2stOptions extends RunOptions {
  /** Parts of the cross-validation; 5 by default. */
  readonly folds?: number;
}

/** What a classifier two-sample test found. */
export interface C2st {
  /**
   * Mean of `folds`: 0.5 where the samples cannot be told apart, 1 where they always can, NaN where a classifier could
   * not be trained in finite numbers.
   */
  readonly accuracy: number;
  /** Share of held-out points that each fold's classifier assigns to the right sample. */
  readonly folds: Float64Array;
  /** Standard deviation of `accuracy` if both samples have the same law. */
  readonly standardError: number;
  /** Chance of an accuracy at least as high if both samples have the same law, by the normal law. */
  readonly pValue: number;
  readonly verdict: Verdict;
}

/** A classifier two-sample test, here or in worker threads; both samples are `n × d`, one point a row. */
export type ClassifierTwoSampleTest = (
  rng: Rng,
  reference: Matrix,
  samples: Matrix,
  options?: C2stOptions,
) => Promise<C2st>;
