import type { Verdict } from "../types.ts";
import { isRare } from "./confidence.ts";
import type { CalibrationCurve } from "./types.ts";

/** A curve that stays within a band wider than this at its middle says little. */
const WIDEST = 0.15;

/** Whether all curves stay within their bands, and what that is worth. */
export interface Finding {
  readonly curves: readonly CalibrationCurve[];
  /** The chance that calibrated posteriors come out as badly in any of them. */
  readonly pValue: number;
  readonly confidence: number;
  /** Sentences without their full stop. */
  readonly passed: string;
  readonly failed: string;
}

/** The verdict on curves of the same levels and bands. */
export function curveVerdict({ curves, pValue, confidence, passed, failed }: Finding): Verdict {
  const chance = formatPValue(pValue);
  if (isRare(pValue, confidence)) {
    return Object.freeze<Verdict>({ outcome: "fail", sentence: `${failed} (${chance}).` });
  }
  const half = halfWidth(curves[0]);
  const points = Math.round(100 * half);
  return Object.freeze<Verdict>(
    half > WIDEST
      ? {
          outcome: "unclear",
          sentence: `${passed} (${chance}), but chance alone moves a share by up to ${points} percentage points with so few trials; make more.`,
        }
      : {
          outcome: "pass",
          sentence: `${passed} (${chance}); a share that is off by more than ${points} percentage points would have shown.`,
        },
  );
}

/** Half the width of a band at the level next to ½. */
function halfWidth({ levels, lower, upper }: CalibrationCurve): number {
  const middle = levels.reduce(
    (best, level, k) => (Math.abs(level - 0.5) < Math.abs(levels[best] - 0.5) ? k : best),
    0,
  );
  return (upper[middle] - lower[middle]) / 2;
}

/** Smaller ones differ in nothing that matters. */
const LEAST_P = 1e-12;

/** A p-value in words of a formula. */
export function formatPValue(pValue: number): string {
  return pValue < LEAST_P ? `p < ${LEAST_P}` : `p = ${pValue.toPrecision(2)}`;
}

/** Of several tests, by Bonferroni's inequality. */
export function jointPValue(curves: readonly CalibrationCurve[]): number {
  return Math.min(1, curves.length * Math.min(...curves.map(({ pValue }) => pValue)));
}

/** The level at which a curve is farthest from what is expected, in standard deviations. */
export function farthest({ levels, observed }: CalibrationCurve): number {
  const distance = (k: number): number =>
    Math.abs(observed[k] - levels[k]) / Math.sqrt(levels[k] * (1 - levels[k]));
  return levels.reduce((best, _, k) => (distance(k) > distance(best) ? k : best), 0);
}

/** A share as a whole percentage, or finer where it is small or nearly all. */
export function percent(share: number): string {
  const digits = share > 0.01 && share < 0.99 ? 0 : 1;
  return `${Number((100 * share).toFixed(digits))} %`;
}
