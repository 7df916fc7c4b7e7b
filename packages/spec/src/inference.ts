import type { LogDensity } from "./distribution.ts";
import type { FitOptions, TrainingHistory } from "./estimator.ts";
import type { Matrix } from "./matrix.ts";
import type { Citation } from "./metadata.ts";
import type { Rng } from "./rng.ts";
import type { RunOptions } from "./simulator.ts";

/** What theta of a round is drawn from: a density that can be sampled, but perhaps only slowly or within a budget. */
export interface Proposal extends LogDensity {
  /** Whether `logDensity` integrates to one. */
  readonly normalized: boolean;
  /** Present where it is the prior cut down to a region: within its support, the prior's density up to a constant. */
  readonly truncates?: "prior";
  sample(rng: Rng, n: number, options?: RunOptions): Promise<Draws>;
}

/** Simulations made together. Row `i` of x came from row `i` of theta. */
export interface Round {
  readonly theta: Matrix;
  readonly x: Matrix;
  /** What theta was drawn from. */
  readonly proposal: Proposal | "prior";
}

/** One observation, or a matrix of independent trials made with the same parameters, one per row. */
export type Observed = Float64Array | Matrix;

/** What data an algorithm can use; tools check it before they simulate. */
export interface AcceptedData {
  /**
   * Whose rounds a fit may combine: those from the prior, those from the prior and truncations of it, or those from
   * any proposal, such as the posterior of the round before.
   */
  readonly proposals: "prior" | "truncated" | "any";
  /** Whether an observation may be several trials. */
  readonly trials: boolean;
  /**
   * Simulations without output: left out, which keeps the posterior of a valid observation right; left out, with
   * the probability of an output learned to make up for it; or refused, as leaving them out would bias the result.
   */
  readonly failures: "excluded" | "modelled" | "refused";
  /** Whether rows and observations may lack some of their entries (NaN), learned around; else such rows count as failures. */
  readonly gaps: boolean;
}

/** A fit never simulates: it takes what was simulated. */
export interface InferenceAlgorithm<F extends Fit = Fit> {
  readonly name: string;
  readonly citations: readonly Citation[];
  readonly accepts: AcceptedData;
  fit(rng: Rng, rounds: readonly Round[], options?: FitOptions): Promise<F>;
  /** Bytes from which `restore` makes the same fit. Absent where it is as quick to fit again. */
  save?(fit: F): Uint8Array;
  /**
   * Throws a `data` error on bytes of another algorithm. What the fit proposes may depend on `rounds`, those it was
   * fitted to: without them it may propose more widely.
   */
  restore?(bytes: Uint8Array, rounds?: readonly Round[]): F;
}

export interface Fit {
  /** Rows left out because theta or x was not finite. */
  readonly excludedRows: number;
  /** How training went; absent where nothing is trained. */
  readonly history?: TrainingHistory;
  posterior(observed: Observed): Posterior;
  /**
   * The posterior's log-density of many pairs at once: row `i` of theta given row `i` of x, one observation a row. Mass
   * that it has where the prior is zero is not made up for. Absent where that is no faster than one posterior a row.
   */
  pairedLogDensity?(theta: Matrix, x: Matrix): Float64Array;
  /** What the next round draws theta from; the posterior itself if absent. */
  proposal?(observed: Observed): Proposal;
}

/** A fit of something trained. */
export interface TrainedFit extends Fit {
  readonly params: Float32Array;
  readonly history: TrainingHistory;
}

export interface Posterior extends Proposal {
  /** One row, or one per trial. */
  readonly observed: Matrix;
}

export interface Draws {
  /** At most the `n` rows asked for; fewer when a budget ran out, which the diagnostics say. */
  readonly samples: Matrix;
  /** Numbers about the draws: acceptance, ess, rHat, divergences… */
  readonly diagnostics: Readonly<Record<string, number>>;
  /** What speaks against trusting them, one sentence each with the remedy; empty where nothing does. */
  readonly warnings: readonly string[];
}
