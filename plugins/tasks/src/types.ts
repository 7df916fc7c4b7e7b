import type {
  DifferentiableDistribution,
  NamedObservation,
  Rng,
  SimulatorEntry,
} from "@retrodict/spec";

/** A benchmark task: a simulator with the prior, the likelihood and the observations it was published with. */
export interface Task extends SimulatorEntry {
  readonly prior: DifferentiableDistribution;
  /** `log p(x | theta)` of one row of each, up to a term without theta; `-Infinity` where theta cannot give x. */
  logLikelihood(theta: Float64Array, x: Float64Array): number;
  /** Named "1" to "5", as published; their parameters are known. */
  readonly observations: readonly NamedObservation[];
}

/** Simulates one row; writes NaN and returns why where there is none. */
export type Run = (rng: Rng, theta: Float64Array, out: Float64Array) => void | string;

/** An observation and the parameters that made it. */
export interface Published {
  readonly theta: readonly number[];
  readonly x: readonly number[];
}
