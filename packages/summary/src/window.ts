import { assert, assertCount } from "@retrodict/check";

/** Samples `start ≤ i < end` of a flat observation row; all of it by default. */
export interface Window {
  readonly start?: number;
  readonly end?: number;
}

/** A window with both edges known. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Throws `RetrodictError` unless the window's edges are whole numbers that enclose a sample. */
export function assertWindow({ start = 0, end }: Window): void {
  assertCount(start, "window start", "summary", 0);
  if (end !== undefined) assertCount(end, "window end", "summary", start + 1);
}

/** The window's edges in an observation; throws `RetrodictError` where it ends beyond the observation. */
export function spanOf(observation: Float64Array, { start = 0, end }: Window): Span {
  const last = end ?? observation.length;
  assert(
    start < last && last <= observation.length,
    "shape",
    "summary",
    () =>
      `expected an observation of at least ${Math.max(last, start + 1)} samples, got ${observation.length}; pass the simulator's raw output or move the window`,
  );
  return { start, end: last };
}
