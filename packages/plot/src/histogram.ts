/** Counts of predicted values in bins that leave stray ones from squeezing all others into one bar. */
import { quantiles } from "@retrodict/stats";
import { extent } from "./axis.ts";

export interface Histogram {
  /** One more than the counts, ascending. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Values beyond the edges. */
  readonly beyond: number;
}

/** Counts finite values around `included`, which always lies between the edges when it is finite. */
export function histogram(values: Float64Array, included: number): Histogram {
  const edges = binEdges(
    extent([...bulk(values), included]) ?? [0, 1],
    values.every(Number.isInteger),
  );
  const counts = edges
    .slice(1)
    .map((to, k) => values.filter((value) => value >= edges[k] && value < to).length);
  const inside = counts.reduce((sum, count) => sum + count, 0);
  return { edges, counts, beyond: values.length - inside };
}

/** The range of all values, or of the central 98 % where strays make it more than twice as wide. */
function bulk(values: Float64Array): readonly number[] {
  const all = extent(values);
  if (all === undefined) return [];
  const [low, high] = quantiles(values, [0.01, 0.99]);
  return all[1] - all[0] > 2 * (high - low) && high > low ? [low, high] : all;
}

/** One bin per count where few whole numbers are counted, else thirty. */
function binEdges([lower, upper]: readonly [number, number], whole: boolean): number[] {
  const [first, last] = [Math.floor(lower), Math.ceil(upper)];
  const single = whole && last - first <= 60;
  const from = single ? first - 0.5 : lower;
  const size = Math.max(Math.abs(lower), Math.abs(upper));
  // A range lost in rounding counts as none.
  const range = upper - lower > 1e-9 * size ? upper - lower : size * 0.1 || 1;
  const span = single ? last - first + 1 : range;
  const count = single ? span : 30;
  // The last edge lies a little beyond the highest value, so that its bin holds it.
  return Array.from({ length: count + 1 }, (_, k) => from + (k * span * (1 + 1e-9)) / count);
}
