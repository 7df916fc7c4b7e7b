/*
 * The trials that all checks of calibration look at: a posterior for each of many data simulated with known parameters,
 * and where these lie among its draws. Trials run one after the other in the caller's thread: posteriors are closures
 * over an engine and a sampler that no worker thread could be handed.
 */
import { RetrodictError, assert, assertCount, assertMatrix } from "@retrodict/check";
import { fromRows, gatherRows } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import { numberedNames } from "../numbered-names.ts";
import { runTrial, type TestQuantity, type Trial } from "./run-trial.ts";
import type { CalibrationTrials, TrialFailure, TrialPosterior, TruthsAndData } from "./types.ts";

export interface CalibrationTrialsOptions extends RunOptions {
  /** Posterior draws that each truth is ranked among; 500 by default. */
  readonly draws?: number;
  /**
   * Asks for this many times as many draws and keeps a random choice; 1 by default. Ranks among draws that depend on
   * each other are not uniform, so Markov chains want 10 or so.
   */
  readonly oversample?: number;
  /** Names of the parameters, such as `simulator.info.parameters`; theta1, theta2, … by default. */
  readonly parameters?: readonly { readonly name: string }[];
  /** Further functions of (theta, x) to rank the truths by, such as the log-likelihood, by name. */
  readonly quantities?: Readonly<Record<string, TestQuantity>>;
  /** Whether to keep all draws, as `tarp` needs them; false by default. */
  readonly keepDraws?: boolean;
}

/** A `Fit`, or a function that gives the posterior for any data. */
export type PosteriorOf =
  | { posterior(x: Float64Array): TrialPosterior }
  | ((x: Float64Array) => TrialPosterior);

/**
 * Ranks each truth among draws from the posterior given its data. Trial `i` depends on `rng.fork(i)` and row `i` alone.
 * Data without a posterior, too few draws and densities that are not a number are `failures`; a `data` error where
 * there is nothing else. Trials that `signal` keeps from running are failures too.
 */
export async function calibrationTrials(
  rng: Rng,
  posteriorOf: PosteriorOf,
  { theta, x }: TruthsAndData,
  options: CalibrationTrialsOptions = {},
): Promise<CalibrationTrials> {
  const { draws = 500, oversample = 1, quantities = {}, keepDraws = false } = options;
  const { signal, onProgress } = options;
  assertMatrix(theta, {}, "theta", "diagnostics");
  assertMatrix(x, { rows: theta.rows }, "x", "diagnostics");
  assertCount(theta.rows, "the number of pairs", "diagnostics");
  assertCount(draws, "draws", "diagnostics");
  assertCount(oversample, "oversample", "diagnostics");
  const names = [...parameterNames(theta, options.parameters), ...Object.keys(quantities)];
  const make =
    typeof posteriorOf === "function"
      ? posteriorOf
      : (own: Float64Array) => posteriorOf.posterior(own);
  const settings = { make, draws, oversample, quantities: Object.values(quantities), signal };

  const trials: Trial[] = [];
  const rows: number[] = [];
  const failures: TrialFailure[] = [];
  const pace = pacer();
  for (let i = 0; i < theta.rows; i++) {
    const trial = signal?.aborted
      ? "not run, as the run was aborted"
      : await runTrial(rng.fork(i), gatherRows(theta, [i]), gatherRows(x, [i]).data, settings);
    if (typeof trial === "string") failures.push({ row: i, message: trial });
    else {
      trials.push(keepDraws ? trial : withoutDraws(trial));
      rows.push(i);
    }
    onProgress?.(i + 1, theta.rows);
    await pace();
  }
  assertSome(trials, failures, signal);
  const densityRanks = trials.map(({ densityRank }) => densityRank);
  return Object.freeze<CalibrationTrials>({
    names,
    draws,
    theta: gatherRows(theta, rows),
    x: gatherRows(x, rows),
    ranks: fromRows(trials.map(({ ranks }) => ranks)),
    ...(densityRanks.every((rank) => rank !== undefined)
      ? { densityRanks: Float64Array.from(densityRanks) }
      : {}),
    oneDraw: fromRows(trials.map(({ first }) => first)),
    ...(keepDraws ? { samples: trials.map(({ samples }) => samples!) } : {}),
    rows: Uint32Array.from(rows),
    failures,
    warnings: warningsOf(trials, rows),
  });
}

function parameterNames(
  theta: Matrix,
  parameters: CalibrationTrialsOptions["parameters"],
): readonly string[] {
  if (parameters === undefined) return numberedNames(theta.cols);
  assert(
    parameters.length === theta.cols,
    "shape",
    "diagnostics",
    () => `expected ${theta.cols} parameters, got ${parameters.length}; name every column of theta`,
  );
  return parameters.map(({ name }) => name);
}

const withoutDraws = ({ ranks, densityRank, first, warning }: Trial): Trial => ({
  ranks,
  densityRank,
  first,
  warning,
});

function assertSome(
  trials: readonly Trial[],
  failures: readonly TrialFailure[],
  signal: AbortSignal | undefined,
): void {
  if (trials.length > 0) return;
  throw new RetrodictError(
    signal?.aborted ? "aborted" : "data",
    "diagnostics",
    `expected posteriors that can be sampled, got none of ${failures.length}; the first: ${failures[0].message}`,
  );
}

/** How many trials' draws came with warnings, and the first of these. */
function warningsOf(trials: readonly Trial[], rows: readonly number[]): readonly string[] {
  const warned = trials.flatMap(({ warning }, k) => (warning ? [{ warning, row: rows[k] }] : []));
  return warned.length === 0
    ? []
    : [
        `The draws of ${warned.length} of ${trials.length} posteriors came with warnings, the first, of row ${warned[0].row}: ${warned[0].warning}`,
      ];
}
