/** What the draws say about each parameter, in numbers for a table. */
import type { Matrix, ParameterSpec } from "@retrodict/spec";
import { assertSamples, finiteColumns } from "./columns.ts";
import type { ParameterSummary } from "./types.ts";

/**
 * Mean, median, central 90 % interval and contraction per parameter, from the rows of `samples` that are finite.
 * Contraction is 1 − posterior variance / prior variance, on the scale on which the prior is uniform
 * (Schad, Betancourt & Vasishth 2021): 0 when nothing was learnt, 1 when all was.
 */
export function summarizePosterior(
  samples: Matrix,
  parameters: readonly ParameterSpec[],
): ParameterSummary[] {
  assertSamples(samples, parameters, undefined);
  const columns = finiteColumns(samples);
  return parameters.map((parameter, j) => {
    const sorted = columns[j].toSorted();
    return {
      name: parameter.name,
      mean: mean(sorted),
      median: quantile(sorted, 0.5),
      lower: quantile(sorted, 0.05),
      upper: quantile(sorted, 0.95),
      contraction: contraction(sorted, parameter),
    };
  });
}

function contraction(values: Float64Array, { bounds, scale }: ParameterSpec): number {
  const onScale = (value: number): number => (scale === "log" ? Math.log(value) : value);
  const [lower, upper] = bounds.map(onScale);
  const priorVariance = (upper - lower) ** 2 / 12;
  return 1 - variance(values.map(onScale)) / priorVariance;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: Float64Array): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2));
}

function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.ceil(at)] - sorted[low]);
}
