import { RetrodictError } from "@retrodict/check";
import { column, gatherRows, row, stackRows } from "@retrodict/matrix";
import { choice } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import { randomRank } from "./random-rank.ts";
import type { TrialPosterior } from "./types.ts";

/** A function of parameters and data. */
export type TestQuantity = (theta: Float64Array, x: Float64Array) => number;

/** One truth among the draws of the posterior given its data. */
export interface Trial {
  /** Of every parameter, then of every test quantity. */
  readonly ranks: readonly number[];
  readonly densityRank: number | undefined;
  /** The first draw. */
  readonly first: Float64Array;
  readonly samples?: Matrix;
  /** The sampler's first. */
  readonly warning: string | undefined;
}

export interface TrialSettings {
  readonly make: (x: Float64Array) => TrialPosterior;
  readonly draws: number;
  readonly oversample: number;
  readonly quantities: readonly TestQuantity[];
  readonly signal: AbortSignal | undefined;
}

/** What numerical trouble throws; anything else is misuse. */
const NUMERICAL = new Set(["data", "numeric", "budget"]);

/** The trial, or why there is none. */
export async function runTrial(
  rng: Rng,
  truth: Matrix,
  x: Float64Array,
  settings: TrialSettings,
): Promise<Trial | string> {
  try {
    return await rankTruth(rng, truth, x, settings);
  } catch (error) {
    if (error instanceof RetrodictError && NUMERICAL.has(error.code)) return error.message;
    throw error;
  }
}

async function rankTruth(
  rng: Rng,
  truth: Matrix,
  x: Float64Array,
  { make, draws, oversample, quantities, signal }: TrialSettings,
): Promise<Trial | string> {
  const posterior = make(x);
  const asked = draws * oversample;
  const drawn = await posterior.sample(rng.fork("draws"), asked, signal && { signal });
  if (drawn.samples.rows < asked) {
    return `gave ${drawn.samples.rows} of ${asked} draws: ${drawn.warnings[0] ?? "no reason"}`;
  }
  const samples =
    oversample === 1
      ? drawn.samples
      : gatherRows(drawn.samples, choice(rng.fork("kept"), asked, draws));
  const all = stackRows(samples, truth);
  const ties = rng.fork("ties");
  const rankOf = (values: Float64Array): number =>
    randomRank(ties, values.subarray(0, draws), values[draws]);
  const columns = [
    ...Array.from({ length: truth.cols }, (_, j) => column(all, j)),
    ...quantities.map((quantity) =>
      Float64Array.from({ length: all.rows }, (_, i) => quantity(row(all, i), x)),
    ),
  ];
  // A truth of higher density than all draws ranks lowest: it lies in the smallest region.
  const sparsity = posterior.logDensity?.(all).map((value) => -value);
  if ([...columns, sparsity ?? []].some((values) => values.some(Number.isNaN))) {
    return "a draw, its density or a test quantity is not a number";
  }
  return {
    ranks: columns.map(rankOf),
    densityRank: sparsity && rankOf(sparsity),
    first: row(samples, 0).slice(),
    samples,
    warning: drawn.warnings[0],
  };
}
