import { columnMeans, columnStds, correlation, matrix } from "@retrodict/matrix";
import type { ParameterSpec } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";

/** One parameter in every trial, as a plot shows it; values in the parameter's unit. */
export interface TrialEstimates {
  readonly truth: Float64Array;
  /** Posterior medians. */
  readonly median: Float64Array;
  /** Ends of the intervals. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** (truth − posterior mean) / posterior standard deviation, on the parameter's scale. */
  readonly zScore: Float64Array;
  /** 1 − posterior variance / prior variance, on the parameter's scale. */
  readonly contraction: Float64Array;
}

/** Draws left out on each side of an interval of 90 %, of so many. */
export const leftOut = (draws: number): number =>
  Math.min(Math.max(1, Math.round(0.05 * (draws + 1))), Math.floor(draws / 2));

/** Estimates and their summary, from the truths and the posterior draws of one parameter. */
export function recoverTrials(
  truth: Float64Array,
  draws: readonly Float64Array[],
  { scale, prior }: Pick<ParameterSpec, "scale"> & { readonly prior: Float64Array },
) {
  const onScale = (values: Float64Array) => (scale === "log" ? values.map(Math.log) : values);
  const moments = draws.map((values) => momentsOf(onScale(values)));
  const means = Float64Array.from(moments, ({ mean }) => mean);
  const { std: priorStd } = momentsOf(onScale(prior));
  const truths = onScale(truth);
  const sorted = draws.map((values) => values.slice().sort());
  const end = (at: (draws: number) => number) =>
    Float64Array.from(sorted, (values) => values[at(values.length)]);
  const [lower, upper] = [end((n) => leftOut(n) - 1), end((n) => n - leftOut(n))];
  const zScore = truths.map((value, i) => (value - means[i]) / moments[i].std);
  const contraction = Float64Array.from(moments, ({ std }) => 1 - (std / priorStd) ** 2);
  const squares = truths.map((value, i) => (value - means[i]) ** 2);
  return {
    correlation: correlationOf(truths, means),
    error: Math.sqrt(momentsOf(squares).mean) / priorStd,
    contraction: momentsOf(contraction).mean,
    zScore: momentsOf(zScore),
    held: truth.filter((value, i) => lower[i] <= value && value <= upper[i]).length,
    trials: {
      truth,
      median: Float64Array.from(draws, (values) => quantiles(values, [0.5])[0]),
      lower,
      upper,
      zScore,
      contraction,
    } satisfies TrialEstimates,
  };
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly std: number } {
  const one = matrix(values.length, 1, values);
  return { mean: columnMeans(one)[0], std: columnStds(one)[0] };
}

function correlationOf(a: Float64Array, b: Float64Array): number {
  const pairs = Float64Array.from({ length: 2 * a.length }, (_, at) =>
    at % 2 === 0 ? a[at / 2] : b[(at - 1) / 2],
  );
  return correlation(matrix(a.length, 2, pairs)).data[1];
}
