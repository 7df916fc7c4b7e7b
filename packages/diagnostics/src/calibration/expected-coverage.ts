/*
 * Expected coverage (Hermans et al., "A crisis in simulation-based inference? Beware, your posterior approximations can
 * be unfaithful", 2022): regions of highest density that claim 90 % must hold the truth in 90 % of trials. Counting the
 * draws that are denser than the truth tells the smallest region that holds it (Deistler, Gonçalves & Macke,
 * "Truncated proposals for scalable and hassle-free simulation-based inference", 2022). The prior passes too.
 */
import { assert } from "@retrodict/check";
import type { Verdict } from "../types.ts";
import { calibrationCurves } from "./calibration-curve.ts";
import { curveVerdict } from "./curve-verdict.ts";
import { farthest } from "./curve-words.ts";
import { describeShape, rankShape, type ShapeWords } from "./rank-shape.ts";
import type { CalibrationCurve, JudgeOptions, PartsOfTrials } from "./types.ts";

/** One curve of calibration and what it comes to. */
export interface CoverageResult {
  /** At each level of credibility, the share of truths in the regions that claim it. */
  readonly curve: CalibrationCurve;
  readonly verdict: Verdict;
}

const words: ShapeWords = {
  shift: ["too wide", "too narrow"],
  other: "too narrow at some levels and too wide at others",
};

/** Whether regions of highest density hold the truth as often as they claim, at all levels of credibility at once. */
export function expectedCoverage(
  { densityRanks, draws, failures }: PartsOfTrials<"densityRanks" | "draws">,
  { confidence = 0.99 }: JudgeOptions = {},
): CoverageResult {
  assert(
    densityRanks !== undefined,
    "argument",
    "diagnostics",
    "expected densityRanks, got none; use posteriors with a logDensity, or tarp(), which needs draws only",
  );
  const [curve] = calibrationCurves(
    [{ name: "highest-density regions", ranks: densityRanks }],
    draws,
    confidence,
  );
  const shape = describeShape(rankShape(densityRanks, draws), words);
  const verdict = curveVerdict({
    curve,
    pValue: curve.pValue,
    confidence,
    trials: densityRanks.length,
    failures,
    passed: "Regions of highest density hold the truth as often as they claim",
    failed: `The posteriors are ${shape}: regions that claim ${claim(curve)}; train on more simulations, or with an ensemble`,
  });
  return Object.freeze({ curve, verdict });
}

function claim(curve: CalibrationCurve): string {
  const { level, share } = farthest(curve);
  return `${level} hold the truth in ${share} of trials`;
}
