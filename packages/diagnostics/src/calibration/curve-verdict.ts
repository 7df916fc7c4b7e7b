import { formatPValue } from "../significance.ts";
import type { Verdict } from "../types.ts";
import { isRare } from "./confidence.ts";
import type { CalibrationCurve, TrialFailure } from "./types.ts";

/** What was found of curves that share their levels and bands. */
export interface Finding {
  readonly curve: CalibrationCurve;
  /** The chance that calibrated posteriors come out as badly in any of the curves. */
  readonly pValue: number;
  readonly confidence: number;
  readonly trials: number;
  readonly failures: readonly TrialFailure[] | undefined;
  /** Sentences without their full stop. */
  readonly passed: string;
  readonly failed: string;
}

/** A curve that stays within a band wider than this at its middle says little. */
const WIDEST = 0.15;
/** Where more of the posteriors could not be sampled, the others do not speak for all. */
const MOST_FAILURES = 0.05;

/** The verdict on curves, with what it is worth. */
export function curveVerdict(finding: Finding): Verdict {
  const { curve, pValue, confidence, passed, failed } = finding;
  const failures = finding.failures?.length ?? 0;
  const all = finding.trials + failures;
  const left =
    failures === 0
      ? ""
      : `; ${failures} of ${all} posteriors could not be sampled and are left out`;
  const end = ` (${formatPValue(pValue)})`;
  if (isRare(pValue, confidence)) {
    return Object.freeze<Verdict>({ outcome: "fail", sentence: `${failed}${end}${left}.` });
  }
  const half = halfWidth(curve);
  const isUnclear = half > WIDEST || failures > MOST_FAILURES * all;
  const chance = `, but for what chance alone does, up to ${Math.round(100 * half)} percentage points`;
  return Object.freeze<Verdict>({
    outcome: isUnclear ? "unclear" : "pass",
    sentence: `${passed}${end}${chance}${half > WIDEST ? "; make more trials" : ""}${left}.`,
  });
}

/** Half the width of a band at the level next to ½. */
function halfWidth({ levels, lower, upper }: CalibrationCurve): number {
  const middle = levels.reduce(
    (best, level, k) => (Math.abs(level - 0.5) < Math.abs(levels[best] - 0.5) ? k : best),
    0,
  );
  return (upper[middle] - lower[middle]) / 2;
}
