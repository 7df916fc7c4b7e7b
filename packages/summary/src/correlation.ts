import { assert } from "@retrodict/check";
import type { OutputSpec, SummaryStatistic } from "@retrodict/spec";
import { centralMoments } from "./central-moments.ts";
import { defineStatistic } from "./features.ts";
import { assertWindow, spanOf, type Span, type Window } from "./window.ts";

export interface AutocorrelationOptions extends Window {
  /** Features are called `NAME_LAG`; `"autocorrelation"` by default. */
  readonly name?: string;
}

export interface CrossCorrelationOptions {
  /** Where the two traces lie in the flat observation; both of one length. */
  readonly first: Window;
  readonly second: Window;
  /** Features are called `NAME_LAG`; `"crossCorrelation"` by default. */
  readonly name?: string;
}

/**
 * Autocorrelation of a window of a trace at `lags` samples, one feature each: the sum of products of
 * deviations `lag` apart over the sum of squares, the estimator of Box & Jenkins (1976, section 2.1.5).
 * NaN for a constant trace, 0 for lags beyond the window.
 */
export function autocorrelation(
  lags: readonly number[],
  options: AutocorrelationOptions = {},
): SummaryStatistic {
  return crossCorrelation(lags, {
    first: options,
    second: options,
    name: options.name ?? "autocorrelation",
  });
}

/**
 * Correlation of `first[t]` with `second[t + lag]` at `lags` samples (negative: the second leads),
 * scaled by both standard deviations; Box & Jenkins (1976, section 11.1.2).
 */
export function crossCorrelation(
  lags: readonly number[],
  { first, second, name = "crossCorrelation" }: CrossCorrelationOptions,
): SummaryStatistic {
  assert(
    lags.every(Number.isInteger),
    "argument",
    "summary",
    () => `expected lags in whole samples, got ${lags.join(", ")}; round them`,
  );
  assertWindow(first);
  assertWindow(second);
  const features = lags.map((lag): OutputSpec => ({
    name: `${name}_${lag}`,
    unit: "1",
    description: `Correlation at a lag of ${lag} samples`,
    shape: [],
  }));
  return defineStatistic(features, (observation, out) => {
    const a = spanOf(observation, first);
    const b = spanOf(observation, second);
    assert(
      a.end - a.start === b.end - b.start,
      "shape",
      "summary",
      () =>
        `expected windows of one length, got ${a.end - a.start} and ${b.end - b.start}; make them equal`,
    );
    correlate(observation, a, b, lags, out);
  });
}

function correlate(
  values: Float64Array,
  a: Span,
  b: Span,
  lags: readonly number[],
  out: Float64Array,
): void {
  const momentsA = centralMoments(values, a.start, a.end);
  const momentsB = centralMoments(values, b.start, b.end);
  const length = a.end - a.start;
  const scale = length * Math.sqrt(momentsA.m2 * momentsB.m2);
  lags.forEach((lag, k) => {
    let sum = 0;
    const end = Math.min(length, length - lag);
    for (let t = Math.max(0, -lag); t < end; t++) {
      sum += (values[a.start + t] - momentsA.mean) * (values[b.start + t + lag] - momentsB.mean);
    }
    out[k] = sum / scale;
  });
}
