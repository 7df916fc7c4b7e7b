import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import type { Matrix, ParameterSpec } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";
import { assertSamples, finiteColumns } from "./columns.ts";
import type { ParameterSummary } from "./types.ts";

/**
 * Mean, median, central 90 % interval and contraction per parameter, from the rows of `samples` that are finite;
 * NaN without any. Contraction is 1 − posterior variance / prior variance on the parameter's scale (Schad, Betancourt
 * & Vasishth 2021). `prior` has draws from the prior, one per row; without it the prior is uniform between the bounds.
 */
export function summarizePosterior(
  samples: Matrix,
  parameters: readonly ParameterSpec[],
  prior?: Matrix,
): ParameterSummary[] {
  assertSamples(samples, parameters, { prior });
  const priors = prior && finiteColumns(prior);
  return finiteColumns(samples).map((values, j) => summarize(values, parameters[j], priors?.[j]));
}

function summarize(
  values: Float64Array,
  parameter: ParameterSpec,
  prior: Float64Array | undefined,
): ParameterSummary {
  const { name } = parameter;
  const none = Number.NaN;
  if (values.length === 0)
    return { name, mean: none, median: none, lower: none, upper: none, contraction: none };
  const [mean] = columnMeans(matrix(values.length, 1, values));
  const [lower, median, upper] = quantiles(values, [0.05, 0.5, 0.95]);
  return { name, mean, median, lower, upper, contraction: contraction(values, parameter, prior) };
}

function contraction(
  values: Float64Array,
  { bounds, scale }: ParameterSpec,
  prior: Float64Array | undefined,
): number {
  const onScale = (value: number): number => (scale === "log" ? Math.log(value) : value);
  const [lower, upper] = bounds.map(onScale);
  const before = prior === undefined ? (upper - lower) ** 2 / 12 : variance(prior.map(onScale));
  return 1 - variance(values.map(onScale)) / before;
}

/** NaN without values. */
function variance(values: Float64Array): number {
  if (values.length === 0) return Number.NaN;
  const [deviation] = columnStds(matrix(values.length, 1, values), 0);
  return deviation ** 2;
}
