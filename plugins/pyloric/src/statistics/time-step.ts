import { assertCount, assertPositive, assertRange } from "@retrodict/check";

/** Time over which the voltage is smoothed, ms. */
const SMOOTHING = 0.5;
/** A cubic needs four samples in that time. */
const LONGEST = SMOOTHING / 4;

/** Samples on either side over which the voltage is smoothed: 0.5 ms, made odd, as published. */
export const smoothingHalfWidth = (dt: number): number =>
  Math.floor(Math.floor(SMOOTHING / dt) / 2);

/** Throws unless samples every `dt` ms can be smoothed, and so many in a window. */
export function assertWindow(samples: number, dt: number): void {
  assertPositive(dt, "dt", "pyloric");
  assertRange(dt, 0, LONGEST, "dt", "pyloric");
  assertCount(samples, "samples in the window", "pyloric", 2 * smoothingHalfWidth(dt) + 1);
}
