import type { DistributionConfig } from "./distribution.ts";
import type { Matrix } from "./matrix.ts";
import type { Citation, OutputSpec, ParameterSpec } from "./metadata.ts";
import type { Rng } from "./rng.ts";

export interface SimulatorInfo<P extends string = string, O extends string = string> {
  readonly specVersion: 1;
  readonly id: string;
  readonly version: string;
  readonly description: string;
  readonly parameters: readonly ParameterSpec<P>[];
  readonly outputs: readonly OutputSpec<O>[];
  /**
   * The default prior over all parameters, in their order, where it is not uniform between their bounds: the
   * `config` of a distribution of `@retrodict/distributions`.
   */
  readonly prior?: DistributionConfig;
  readonly citations?: readonly Citation[];
}

/**
 * One parameter row in, one flat output row out (the outputs in order, each row-major).
 * Synchronous, pure in `(rng, theta)`; writes NaN where the model gives no value and may return why, in words
 * that tools show for the failed row.
 */
export interface Simulator<P extends string = string, O extends string = string> {
  readonly info: SimulatorInfo<P, O>;
  simulate(rng: Rng, theta: Float64Array, out: Float64Array): void | string;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BatchOptions extends RunOptions {
  /** Which row of a longer run the first one is; 0 by default. */
  readonly firstRow?: number;
}

/**
 * Runs many rows. Row `i` always uses `rng.fork(firstRow + i)`, so results depend neither on scheduling nor on whether
 * a run was interrupted and goes on from a later row.
 */
export interface BatchSimulator<P extends string = string, O extends string = string> {
  readonly info: SimulatorInfo<P, O>;
  /** An aborted run resolves with what is done; the rest is marked `"not-run"`. */
  simulateBatch(rng: Rng, theta: Matrix, options?: BatchOptions): Promise<SimulatedBatch>;
}

export interface SimulatedBatch {
  /** Row `i` belongs to row `i` of theta; all NaN where that row failed. */
  readonly x: Matrix;
  /** One entry per failed row, in row order. */
  readonly failures: readonly RowFailure[];
}

export interface RowFailure {
  readonly row: number;
  readonly reason: "threw" | "timed-out" | "not-finite" | "not-run";
  readonly message: string;
}

/** Reduces one raw output row to features; again what inference may condition on. */
export interface SummaryStatistic<F extends string = string> {
  readonly features: readonly OutputSpec<F>[];
  /** Writes one flat row of features to `out`; NaN where a feature is undefined. */
  compute(observation: Float64Array, out: Float64Array): void;
}
