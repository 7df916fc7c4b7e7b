import type { Verdict } from "@retrodict/diagnostics";
import type { Provenance } from "../posterior/types.ts";

/** What one study is of. */
export interface StudySettings {
  /** Trained on. */
  readonly simulations: number;
  readonly seed: number;
  /** Fresh draws from the prior, each simulated and inferred. */
  readonly trials: number;
  /** Posterior draws that each truth is ranked among. */
  readonly draws: number;
}

/** The ranks of the truths, each between 0 and the number of draws, one a trial. */
export interface StudyRanks {
  readonly parameters: readonly { readonly name: string; readonly ranks: readonly number[] }[];
  /** Draws of higher density than the truth. */
  readonly density: readonly number[];
  /** Draws nearer to a random point than the truth. */
  readonly tarp: readonly number[];
}

/** What one check comes to. */
export interface Judged extends Verdict {
  readonly name: string;
  /** The chance that calibrated posteriors come out as badly. */
  readonly pValue: number;
}

/** What a study found, each verdict failing calibrated posteriors with chance 1 − `confidence`. */
export interface Findings {
  readonly confidence: number;
  /** Each by itself: whether the curve of all its ranks stays in its simultaneous band. */
  readonly parameters: readonly Judged[];
  /** All of them together, by Bonferroni's inequality, which holds however they depend on each other. */
  readonly together: Judged;
  readonly density: Judged;
  readonly tarp: Judged;
}

/** How a study went; seconds are of processor time. */
export interface StudyRecord {
  readonly simulator: string;
  readonly estimator: string;
  readonly epochs: number;
  /** Held-out loss of what was kept. */
  readonly loss: number;
  /** Trials without a posterior or a density, and the first reason. */
  readonly failures: number;
  readonly failure?: string;
  readonly seconds: { readonly simulate: number; readonly train: number; readonly infer: number };
  readonly versions: string;
}

/** One line of `results.jsonl`. */
export type CalibrationLine = StudySettings &
  Provenance &
  StudyRecord & { readonly findings: Findings; readonly ranks: StudyRanks };
