import type { Distribution, LogDensity } from "./distribution.ts";
import type { FitOptions, Trained } from "./estimator.ts";
import type { Matrix } from "./matrix.ts";
import type { Citation } from "./metadata.ts";
import type { Rng } from "./rng.ts";
import type { RunOptions } from "./simulator.ts";

/** Simulations made together. Row `i` of x came from row `i` of theta. */
export interface Round {
  readonly theta: Matrix;
  readonly x: Matrix;
  /** What theta was drawn from; `"prior"` for the first round. */
  readonly proposal: Distribution | "prior";
}

/** A fit never simulates: it takes what was simulated. */
export interface InferenceAlgorithm<F extends Fit = Fit> {
  readonly name: string;
  readonly citations: readonly Citation[];
  fit(rng: Rng, rounds: readonly Round[], options?: FitOptions): Promise<F>;
}

export interface Fit extends Trained {
  /** Rows left out because theta or x was not finite. */
  readonly excludedRows: number;
  posterior(observed: Float64Array): Posterior;
}

export interface Posterior extends LogDensity {
  readonly observed: Float64Array;
  /** Whether `logDensity` integrates to one. */
  readonly normalized: boolean;
  sample(rng: Rng, n: number, options?: RunOptions): Promise<Draws>;
}

export interface Draws {
  /** At most the `n` rows asked for; fewer when a budget ran out, which the diagnostics say. */
  readonly samples: Matrix;
  /** Numbers about the draws: acceptance, ess, rhat, leakage… */
  readonly diagnostics: Readonly<Record<string, number>>;
}
