import type { Positivity } from "../types.ts";
import { sigmoid, softplus } from "./elementwise.ts";

/** Keeps a scale away from zero, where a flow would lose a dimension. */
export const MIN_POSITIVE = 1e-3;

/** Where soft clipping saturates: ± ln 1000. */
const CLIP = -Math.log(MIN_POSITIVE);

/** r / (1 + steepness · |r| / ln 1000). */
export function softClip(r: number, steepness = 1): number {
  return r / (1 + (steepness * Math.abs(r)) / CLIP);
}

export function softClipSlope(r: number, steepness = 1): number {
  return 1 / (1 + (steepness * Math.abs(r)) / CLIP) ** 2;
}

/** `r` made positive. */
export function positive(r: number, positivity: Positivity): number {
  return positivity === "softplus" ? softplus(r) + MIN_POSITIVE : Math.exp(softClip(r));
}

/** Derivative of `positive` at `r`. */
export function positiveSlope(r: number, positivity: Positivity): number {
  return positivity === "softplus" ? sigmoid(r) : Math.exp(softClip(r)) * softClipSlope(r);
}
