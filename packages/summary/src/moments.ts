import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { centralMoments, type CentralMoments } from "./central-moments.ts";
import { defineStatistic } from "./features.ts";
import { assertWindow, spanOf, type Window } from "./window.ts";

/** `variance`, `std`, `skewness = m3 / std³` and `kurtosis = m4 / std⁴` (not excess) of a population. */
export type Moment = "mean" | "variance" | "std" | "skewness" | "kurtosis";

export interface MomentsOptions<N extends string = string> extends Window {
  /** Which moments, in order; all five by default. */
  readonly moments?: readonly Moment[];
  /** Features are called `NAME_MOMENT`; `"trace"` by default. */
  readonly name?: N;
  /** UCUM code of the trace; `"1"` by default. */
  readonly unit?: string;
}

const MOMENTS: Readonly<
  Record<Moment, { of: (m: CentralMoments) => number; unit: (unit: string) => string }>
> = {
  mean: { of: (m) => m.mean, unit: (unit) => unit },
  variance: { of: (m) => m.m2, unit: (unit) => (unit === "1" ? "1" : `${unit}2`) },
  std: { of: (m) => Math.sqrt(m.m2), unit: (unit) => unit },
  skewness: { of: (m) => m.m3 / m.m2 ** 1.5, unit: () => "1" },
  kurtosis: { of: (m) => m.m4 / m.m2 ** 2, unit: () => "1" },
};

/**
 * Population moments over a window of a trace. Skewness and kurtosis of a constant trace are NaN.
 * Throws `RetrodictError` on an empty window, and on an observation that ends before it does.
 */
export function moments<N extends string = "trace">(
  options: MomentsOptions<N> = {},
): SummaryStatistic<`${N}_${Moment}`> {
  const { moments: kinds = Object.keys(MOMENTS) as Moment[], unit = "1" } = options;
  const name = options.name ?? ("trace" as N);
  assertWindow(options);
  const features = kinds.map((kind): OutputSpec<`${N}_${Moment}`> => {
    return {
      name: `${name}_${kind}`,
      unit: MOMENTS[kind].unit(unit),
      description: `Population ${kind} of the ${name}`,
      shape: [],
    };
  });
  return defineStatistic(features, (observation, out) => {
    const { start, end } = spanOf(observation, options);
    const central = centralMoments(observation, start, end);
    kinds.forEach((kind, i) => {
      out[i] = MOMENTS[kind].of(central);
    });
  });
}
