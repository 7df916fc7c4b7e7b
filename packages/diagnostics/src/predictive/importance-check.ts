/**
 * A posterior held against a second density, such as the likelihood times the prior where it is known: draws are
 * weighted by density over density and the weights' tail says whether they can be (Vehtari, Simpson, Gelman, Yao &
 * Gabry, "Pareto smoothed importance sampling", 2024).
 */
import { assert, assertLength, assertMatrix } from "@retrodict/check";
import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { normalCdf, paretoSmoothed } from "@retrodict/stats";
import { numberedNames } from "../numbered-names.ts";
import { formatPValue, LEVEL } from "../significance.ts";
import type { Verdict } from "../types.ts";
import { assertPaired } from "./assert-paired.ts";
import { listed } from "./level.ts";

export interface ImportanceCheck {
  /** Shape of the weights' tail: up to 0.7 the corrected moments can be trusted; `-Infinity` without a tail. */
  readonly k: number;
  /** Independent draws from the target that the weighted ones are worth. */
  readonly ess: number;
  /** Log-weights, smoothed; they sum to one. */
  readonly logWeights: Float64Array;
  readonly parameters: readonly CorrectedMoments[];
  readonly verdict: Verdict;
}

/** Moments of one column of the draws, as drawn and as weighted. */
export interface CorrectedMoments {
  readonly name: string;
  readonly drawn: Moments;
  readonly corrected: Moments;
  /** Two-sided chance of such a shift of the mean if draws come from the target. */
  readonly shiftP: number;
}

export interface Moments {
  readonly mean: number;
  readonly std: number;
}

/** Beyond this, weighted means do not settle down (Vehtari et al. 2024). */
const LARGEST_K = 0.7;
/** A shift of the mean by less than this share of a standard deviation matters to nobody. */
const MATTERS = 0.1;
/** And one below this share is rounding. */
const ROUNDING = 1e-9;

/**
 * Weighs draws from an estimated posterior, one per row, by `logRatio`: log target less log estimate at each, up to a
 * constant; minus infinity where the target has no mass.
 */
export function importanceCheck(
  draws: Matrix,
  logRatio: Float64Array,
  names: readonly string[] = numberedNames(draws.cols),
): ImportanceCheck {
  assertMatrix(draws, {}, "draws", "diagnostics");
  assert(
    draws.rows > 1,
    "data",
    "diagnostics",
    "expected at least two draws, got fewer; draw more",
  );
  assertLength(logRatio, draws.rows, "logRatio", "diagnostics");
  assertPaired(names, draws.cols, "names");
  const { k, ess, logWeights } = paretoSmoothed(logRatio);
  const weights = logWeights.map(Math.exp);
  const parameters = names.map((name, j) => ({ name, ...correct(draws, j, weights) }));
  return { k, ess, logWeights, parameters, verdict: verdictOf(k, ess, parameters) };
}

function correct({ rows, cols, data }: Matrix, j: number, weights: Float64Array) {
  const values = weights.map((_, i) => data[i * cols + j]);
  const one = matrix(rows, 1, values);
  const drawn = { mean: columnMeans(one)[0], std: columnStds(one)[0] };
  const mean = values.reduce((sum, value, i) => sum + weights[i] * value, 0);
  const square = values.reduce((sum, value, i) => sum + weights[i] * (value - mean) ** 2, 0);
  // Both means come from the same draws: what each draw adds to their difference, to first order.
  const variance = values.reduce(
    (sum, value, i) => sum + (weights[i] * (value - mean) - (value - drawn.mean) / rows) ** 2,
    0,
  );
  const shift = Math.abs(mean - drawn.mean);
  return {
    drawn,
    corrected: { mean, std: Math.sqrt(square) },
    shiftP: shift <= ROUNDING * drawn.std ? 1 : 2 * normalCdf(-shift / Math.sqrt(variance)),
  };
}

function verdictOf(k: number, ess: number, parameters: readonly CorrectedMoments[]): Verdict {
  const worth = `the draws are worth ${Math.round(ess)} from the target`;
  if (k > LARGEST_K)
    return {
      outcome: "fail",
      sentence: `The weights have a tail of shape k = ${k.toFixed(2)}, above ${LARGEST_K}: the posterior misses part of the target, and weights cannot correct it; sample the target itself, or train on more simulations.`,
    };
  const shifted = parameters.filter(
    ({ shiftP, drawn, corrected }) =>
      parameters.length * shiftP <= LEVEL &&
      Math.abs(corrected.mean - drawn.mean) > MATTERS * corrected.std,
  );
  if (shifted.length > 0) {
    const pValue = Math.min(1, parameters.length * Math.min(...shifted.map((one) => one.shiftP)));
    return {
      outcome: "fail",
      sentence: `Weights move the posterior mean of ${listed(shifted.map(({ name }) => name))} by more than a tenth of a standard deviation (${formatPValue(pValue)}); they can be trusted (k = ${k.toFixed(2)}), so use the weighted draws.`,
    };
  }
  return {
    outcome: "pass",
    sentence: `The posterior agrees with the target: weights have a light tail (${k === -Infinity ? "none to speak of" : `k = ${k.toFixed(2)}`}), ${worth}.`,
  };
}
