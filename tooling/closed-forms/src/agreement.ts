/** How far draws and densities are from a problem's own, in units that mean the same on every problem. */
import { columnMeans, columnStds, correlation } from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";
import type { Problem } from "./types.ts";

export interface Agreement {
  /** Largest difference of a mean, in exact standard deviations. */
  readonly mean: number;
  /** Largest `|log(std / exact std)|`. */
  readonly logStd: number;
  /** Largest difference of a correlation. */
  readonly correlation: number;
  /** Difference of the share of draws in which the sum of the parameters is above its exact median. */
  readonly share: number;
  /** Difference of the share of draws in the region that holds the densest half of the exact posterior. */
  readonly half: number;
}

/** Exact draws that stand for the posterior: their own error is a tenth of that of a thousand draws. */
const EXACT = 100_000;

/** Compares draws with as many exact ones as it takes. */
export function agreement(rng: Rng, draws: Matrix, problem: Problem): Agreement {
  const exact = problem.draw(rng, EXACT);
  const [std, ownStd] = [columnStds(exact), columnStds(draws)];
  const [mean, ownMean] = [columnMeans(exact), columnMeans(draws)];
  const [correlations, ownCorrelations] = [correlation(exact).data, correlation(draws).data];
  const median = quantile(sums(exact), 0.5);
  const level = quantile(problem.logDensity(exact), 0.5);
  return {
    mean: largest(mean.map((value, j) => (ownMean[j] - value) / std[j])),
    logStd: largest(std.map((value, j) => Math.log(ownStd[j] / value))),
    correlation: largest(correlations.map((value, k) => ownCorrelations[k] - value)),
    share: Math.abs(shareAbove(sums(draws), median) - 0.5),
    half: Math.abs(shareAbove(problem.logDensity(draws), level) - 0.5),
  };
}

/**
 * Standard deviation, over exact draws, of the difference of two log-densities, in nats: 0 where they are equal up to
 * a constant.
 */
export function densityError(
  exact: Matrix,
  problem: Problem,
  logDensity: (theta: Matrix) => Float64Array,
): number {
  const own = logDensity(exact);
  const differences = problem.logDensity(exact).map((value, i) => own[i] - value);
  const mean = differences.reduce((sum, d) => sum + d / differences.length, 0);
  return Math.sqrt(differences.reduce((sum, d) => sum + (d - mean) ** 2 / differences.length, 0));
}

const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);

const sums = ({ rows, cols, data }: Matrix): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) =>
    data.subarray(i * cols, (i + 1) * cols).reduce((sum, value) => sum + value, 0),
  );

const quantile = (values: Float64Array, p: number): number =>
  values.slice().sort()[Math.floor(p * values.length)];

const shareAbove = (values: Float64Array, level: number): number =>
  values.filter((value) => value > level).length / values.length;
