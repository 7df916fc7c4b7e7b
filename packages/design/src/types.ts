import type {
  BatchSimulator,
  Distribution,
  Matrix,
  Proposal,
  RunOptions,
  Simulator,
} from "@retrodict/spec";

/** An experiment that might be done: what it would measure, for any parameters. All candidates have the same ones. */
export interface Experiment {
  readonly name: string;
  /** In the calling thread unless it brings its own way of running many rows, such as a worker pool. */
  readonly simulator: Simulator | BatchSimulator;
}

/** An experiment whose likelihood can be evaluated. */
export interface TractableExperiment extends Experiment {
  /**
   * `log p(x | theta)` of one row of output, one value per row of theta, up to a term without theta. Where simulations
   * may fail, the probability that one does not is part of it.
   */
  logLikelihood(theta: Matrix, x: Float64Array): Float64Array;
}

/** What is known of the parameters now: a prior, or the posterior of what has been observed. */
export type Belief = Distribution | Proposal;

/** What an assessment is doing with an experiment. */
export type Phase = "simulate" | "train" | "evaluate";

export interface AssessOptions extends Pick<RunOptions, "signal"> {
  readonly onProgress?: (experiment: string, phase: Phase, done: number, total: number) => void;
}

/** A mean over random rows, in nats. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  /**
   * What each row adds to the estimate, to first order and up to a constant, one array for each independent set of rows.
   * Experiments assessed together share their rows, so that differences vary less than their terms.
   */
  readonly influence: readonly Float64Array[];
}

/** The information that an experiment is expected to give about the parameters, in nats. */
export interface ExpectedInformation<E extends Experiment = Experiment> {
  readonly experiment: E;
  /** A lower bound. */
  readonly lower: Estimate;
  /** An upper bound, where there is one. */
  readonly upper?: Estimate;
  /** Share of the evaluated simulations without output. */
  readonly failed: number;
  /** What speaks against trusting the numbers, one sentence each with the remedy. */
  readonly warnings: readonly string[];
  /**
   * The belief after the experiment gave this row of output. One that is not finite is no output: `nestedMonteCarlo`
   * refuses it, as it knows no likelihood of failing.
   */
  posterior(observed: Float64Array): Belief;
}

/** Candidates compared. */
export interface Assessment<E extends Experiment = Experiment> {
  /** By lower bound, the highest first. */
  readonly ranking: readonly ExpectedInformation<E>[];
  readonly verdict: DesignVerdict;
}

/** Whether the first of a ranking is the one to do. */
export interface DesignVerdict {
  /** `"unclear"` where chance might have put it before another. */
  readonly outcome: "clear" | "unclear";
  readonly sentence: string;
}
