/**
 * How well parameters are recovered from simulated data: estimates against truths, intervals that should hold them, how
 * much the data narrow the prior and where the truth lies in its posterior (Betancourt, "Towards a principled Bayesian
 * workflow", 2018; Schad, Betancourt & Vasishth 2021).
 */
import { assert, assertMatrix } from "@retrodict/check";
import { column } from "@retrodict/matrix";
import type { Matrix, ParameterSpec } from "@retrodict/spec";
import type { CalibrationTrials } from "../calibration/types.ts";
import { localPValues, logFactorials } from "../calibration/local-p-values.ts";
import { numberedNames } from "../numbered-names.ts";
import { leastLikely } from "../significance.ts";
import type { Verdict } from "../types.ts";
import { assertPaired } from "./assert-paired.ts";
import { leftOut, recoverTrials, type TrialEstimates } from "./recover-trials.ts";
import { recoveryVerdict } from "./recovery-verdict.ts";

export interface Recovery {
  readonly parameters: readonly ParameterRecovery[];
  /** Share of truths that intervals of exact posteriors hold: 0.9, or the nearest that so many draws allow. */
  readonly nominal: number;
  /** The chance that intervals of exact posteriors come out as badly for any parameter. */
  readonly pValue: number;
  readonly verdict: Verdict;
}

/** One parameter over all trials. */
export interface ParameterRecovery {
  readonly name: string;
  /** Of truths and posterior means; NaN where either is constant. */
  readonly correlation: number;
  /** Root mean square error of the posterior mean, over the prior's standard deviation. */
  readonly error: number;
  /** Mean of 1 − posterior variance / prior variance. */
  readonly contraction: number;
  /** Share of truths within their intervals. */
  readonly coverage: number;
  /** Two-sided chance of that coverage if intervals hold the truth as often as they should. */
  readonly coverageP: number;
  /** Mean and standard deviation of the z-scores: 0 and 1, but for chance, if posteriors are exact. */
  readonly zScore: { readonly mean: number; readonly std: number };
  readonly trials: TrialEstimates;
}

export interface RecoveryOptions {
  /** Names, and the scales on which means and variances are taken; theta1, theta2, … on linear ones by default. */
  readonly parameters?: readonly Pick<ParameterSpec, "name" | "scale">[];
  /** Draws from what the truths were drawn from, one per row; the truths themselves by default. */
  readonly prior?: Matrix;
}

/**
 * Recovery of every parameter, from trials that kept their draws (`keepDraws`). Truths may come from any prior, so long
 * as the posteriors are those under it.
 */
export function recovery(
  { theta, samples }: Pick<CalibrationTrials, "theta" | "samples">,
  { parameters = unnamed(theta.cols), prior = theta }: RecoveryOptions = {},
): Recovery {
  assert(
    samples !== undefined && samples.length > 1 && samples.every(({ rows }) => rows > 1),
    "data",
    "diagnostics",
    "expected the draws of at least two trials, two each, got none; pass keepDraws to calibrationTrials",
  );
  assertPaired(samples, theta.rows, "samples");
  for (const one of samples)
    assertMatrix(one, { rows: samples[0].rows, cols: theta.cols }, "samples", "diagnostics");
  assertPaired(parameters, theta.cols, "parameters");
  assertMatrix(prior, { cols: theta.cols }, "prior", "diagnostics");
  const nominal = nominalCoverage(samples[0].rows);
  const pValues = localPValues(nominal, logFactorials(theta.rows));
  const recovered = parameters.map(({ name, scale }, j) => {
    const estimates = recoverTrials(
      column(theta, j),
      samples.map((draws) => column(draws, j)),
      { scale, prior: column(prior, j) },
    );
    const { held, ...rest } = estimates;
    return { name, ...rest, coverage: held / theta.rows, coverageP: pValues[held] };
  });
  const pValue = leastLikely(...recovered.map(({ coverageP }) => coverageP));
  const found = { parameters: recovered, nominal, pValue };
  return { ...found, verdict: recoveryVerdict(found) };
}

/** An interval between order statistics of draws that are exchangeable with the truth holds it exactly this often. */
const nominalCoverage = (draws: number): number => 1 - (2 * leftOut(draws)) / (draws + 1);

const unnamed = (count: number): readonly { readonly name: string }[] =>
  numberedNames(count).map((name) => ({ name }));
