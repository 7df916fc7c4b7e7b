import type { CalibrationPlotInput } from "./calibration-plot.ts";
import type { Exploration } from "./report-exploration.ts";
import type { Citation, FieldSpec, Matrix, ParameterSpec, TrainingHistory } from "@retrodict/spec";

/** Posterior draws, one per row, with a specification per column. */
export interface PairPlotInput {
  readonly samples: Matrix;
  readonly parameters: readonly ParameterSpec[];
  /** Draws from the prior, one per row, in the columns of the samples; absent where it is uniform between the bounds. */
  readonly prior?: Matrix;
  /** The parameters that made the data, when known. */
  readonly truth?: ArrayLike<number>;
  /** How many draws to show as dots beside the contours; none by default. */
  readonly points?: number;
}

export interface SampleSet {
  readonly label: string;
  readonly samples: Matrix;
}

/** Up to four sets of draws over the same parameters, laid over each other. */
export interface MarginalPlotInput {
  readonly sets: readonly SampleSet[];
  readonly parameters: readonly ParameterSpec[];
  /** Draws from the prior, one per row; absent where it is uniform between the bounds. */
  readonly prior?: Matrix;
  readonly truth?: ArrayLike<number>;
}

export interface TracePlotInput {
  readonly time: ArrayLike<number>;
  /** UCUM code of `time`. */
  readonly timeUnit: string;
  /** What the traces measure. */
  readonly signal: FieldSpec;
  /** One value per time; NaN leaves a gap. Absent when only statistics of the recording are known. */
  readonly observed?: ArrayLike<number>;
  /** Posterior-predictive traces, one per row; rows without a finite value are left out. */
  readonly predicted: Matrix;
  /** Injected current or another drive, drawn below. */
  readonly stimulus?: { readonly values: ArrayLike<number>; readonly field: FieldSpec };
  /** The part of `time` to show; all of it by default. */
  readonly window?: readonly [from: number, to: number];
  /** How many predicted traces to show, 4 by default. */
  readonly traces?: number;
}

export interface StatisticsPlotInput {
  readonly features: readonly FieldSpec[];
  /** One value per feature. */
  readonly observed: ArrayLike<number>;
  /** One posterior-predictive simulation per row, one feature per column; NaN where undefined. */
  readonly predicted: Matrix;
}

/** Ranks of simulation-based calibration (Talts et al. 2018). */
export interface RankPlotInput {
  /** One repetition per row, one parameter per column: how many posterior draws lie below the truth. */
  readonly ranks: Matrix;
  /** Posterior draws per repetition; a rank lies between 0 and this. */
  readonly draws: number;
  readonly parameters: readonly FieldSpec[];
  /** Bars per histogram, 20 by default. */
  readonly bins?: number;
}

/** One parameter estimated from many simulated data sets, one entry each, in the parameter's unit. */
export interface RecoveryEstimates {
  readonly truth: ArrayLike<number>;
  /** Posterior medians or means. */
  readonly estimate: ArrayLike<number>;
  /** Ends of the posterior's intervals. */
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

export interface RecoveryPlotInput {
  readonly parameters: readonly ParameterSpec[];
  /** One per parameter. */
  readonly estimates: readonly RecoveryEstimates[];
}

/** What diagnostics of a posterior came to, in words and pictures. */
export interface Diagnosis {
  /** What was done, in a sentence or two. */
  readonly note: string;
  readonly checks: readonly CheckResult[];
  readonly ranks?: RankPlotInput;
  /** Shares of truths in regions that claim a share of the posterior. */
  readonly coverage?: CalibrationPlotInput;
  readonly recovery?: RecoveryPlotInput & { readonly numbers: readonly RecoveryNumbers[] };
}

/** How well one parameter is recovered over all simulated data sets; NaN where it cannot be said. */
export interface RecoveryNumbers {
  /** Of estimates and truths. */
  readonly correlation: number;
  /** Root mean square error over the prior's standard deviation. */
  readonly error: number;
  readonly contraction: number;
  /** Share of intervals that hold the truth. */
  readonly coverage: number;
}

export interface CheckResult {
  /** What was checked, in a few words. */
  readonly title: string;
  readonly outcome: "pass" | "fail" | "unclear";
  readonly sentence: string;
}

/** What one run did and found; all that a report shows. */
export interface RunReport {
  readonly title: string;
  /** What was inferred from what, in a sentence or two. */
  readonly summary: string;
  /** Whether the model produces such an observation at all, in a sentence. */
  readonly observation?: string;
  readonly samples: Matrix;
  readonly parameters: readonly ParameterSpec[];
  /** Draws from the prior, one per row; absent where it is uniform between the bounds. */
  readonly prior?: Matrix;
  readonly truth?: ArrayLike<number>;
  readonly traces?: TracePlotInput;
  readonly statistics?: StatisticsPlotInput;
  /** Posteriors to compare, such as with fewer features. */
  readonly comparison?: MarginalPlotInput;
  readonly diagnosis?: Diagnosis;
  readonly exploration?: Exploration;
  readonly training?: TrainingHistory;
  /** The rounds of simulations in order; a table where there are several. */
  readonly rounds?: readonly RoundSummary[];
  /** Numbers about the draws: acceptance, ess, rHat… */
  readonly diagnostics?: Readonly<Record<string, number>>;
  /** Whole sentences a reader must not miss. */
  readonly warnings: readonly string[];
  readonly record: RunRecord;
  readonly citations: readonly Citation[];
}

/** One round of simulations, and how training on it and those before went. */
export interface RoundSummary {
  readonly simulations: number;
  /** Simulations without output. */
  readonly failures: number;
  /** Absent where nothing is trained. */
  readonly training?: Pick<TrainingHistory, "train" | "bestValidation">;
  readonly seconds: number;
}

/** What is needed to run it again. */
export interface RunRecord {
  readonly command?: string;
  readonly seed: number;
  /** Simulations, failures, estimator, …: label to value; what is not a plain value is shown as JSON. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Seconds per stage, in order. */
  readonly timings: Readonly<Record<string, number>>;
  /** Package or program to version. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Posterior of one parameter in numbers, in the parameter's unit. */
export interface ParameterSummary {
  readonly name: string;
  readonly mean: number;
  readonly median: number;
  /** 5 % quantile. */
  readonly lower: number;
  /** 95 % quantile. */
  readonly upper: number;
  /** 0 when nothing was learnt, 1 when all was; below 0 when the posterior is wider than the prior. */
  readonly contraction: number;
}
