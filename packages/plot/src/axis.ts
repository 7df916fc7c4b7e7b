/**
 * One dimension of a panel: where a value lies between the edges, from 0 to 1, and which ticks to draw.
 * Densities are computed on the axis' own scale, where a prior uniform between bounds is flat.
 */
import type { ParameterSpec } from "@retrodict/spec";
import { scaleLinear, scaleLog } from "d3-scale";

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface Axis {
  /** Position of a value: 0 at the lower edge, 1 at the upper. */
  at(value: number): number;
  /** About `count` round values inside the edges. */
  ticks(count: number): readonly Tick[];
}

/** Lowest and highest finite value; `undefined` when there is none. */
export function extent(values: Iterable<number>): readonly [number, number] | undefined {
  let lower = Number.POSITIVE_INFINITY;
  let upper = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < lower) lower = value;
    if (value > upper) upper = value;
  }
  return lower <= upper ? [lower, upper] : undefined;
}

/** An axis between two edges; equal edges are moved apart so that there is something to draw on. */
export function axis(lower: number, upper: number, scale: "linear" | "log" = "linear"): Axis {
  const half = lower === upper ? Math.abs(lower) * 0.05 || 0.5 : 0;
  const build = scale === "log" ? scaleLog : scaleLinear;
  const map = build([lower - half, upper + half], [0, 1]);
  return {
    at: (value) => map(value),
    ticks(count) {
      // Within a decade, powers of ten would leave one number or none.
      const decades = scale === "log" && upper / lower >= 10;
      const numbers = decades ? map : scaleLinear(map.domain(), [0, 1]);
      const format = numbers.tickFormat(count, decades ? "~g" : "f");
      return numbers
        .ticks(count)
        .map((value) => ({ at: map(value), label: format(value) }))
        .filter(({ label }) => label !== "");
    },
  };
}

/** An axis around data, with a margin; from 0 to 1 when no value is finite. */
export function dataAxis(values: Iterable<number>, margin = 0.05): Axis {
  const [lower, upper] = extent(values) ?? [0, 1];
  const room = (upper - lower) * margin;
  return axis(lower - room, upper + room);
}

/** A parameter's axis from bound to bound; an infinite one gives way to the values' own. */
export function parameterAxis(parameter: ParameterSpec, values: Iterable<number>): Axis {
  const [lower, upper] = parameter.bounds;
  if (Number.isFinite(lower) && Number.isFinite(upper)) return axis(lower, upper, parameter.scale);
  const [lowest, highest] = extent(values) ?? [0, 1];
  const room = (highest - lowest) * 0.1;
  return axis(
    Number.isFinite(lower) ? lower : lowest - room,
    Number.isFinite(upper) ? upper : highest + room,
  );
}
