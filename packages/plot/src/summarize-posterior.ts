import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import type { Matrix, ParameterSpec } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";
import { assertSamples, finiteColumns } from "./columns.ts";
import type { ParameterSummary } from "./types.ts";

/**
 * Mean, median, central 90 % interval and contraction per parameter, from the rows of `samples` that are finite;
 * NaN without any. Contraction is 1 − posterior variance / prior variance, on the scale on which the prior is
 * uniform (Schad, Betancourt & Vasishth 2021).
 */
export function summarizePosterior(
  samples: Matrix,
  parameters: readonly ParameterSpec[],
): ParameterSummary[] {
  assertSamples(samples, parameters, undefined);
  return finiteColumns(samples).map((values, j) => summarize(values, parameters[j]));
}

function summarize(values: Float64Array, parameter: ParameterSpec): ParameterSummary {
  const { name } = parameter;
  const none = Number.NaN;
  if (values.length === 0)
    return { name, mean: none, median: none, lower: none, upper: none, contraction: none };
  const [mean] = columnMeans(matrix(values.length, 1, values));
  const [lower, median, upper] = quantiles(values, [0.05, 0.5, 0.95]);
  return { name, mean, median, lower, upper, contraction: contraction(values, parameter) };
}

function contraction(values: Float64Array, { bounds, scale }: ParameterSpec): number {
  const onScale = (value: number): number => (scale === "log" ? Math.log(value) : value);
  const [lower, upper] = bounds.map(onScale);
  const [deviation] = columnStds(matrix(values.length, 1, values.map(onScale)), 0);
  return 1 - deviation ** 2 / ((upper - lower) ** 2 / 12);
}
