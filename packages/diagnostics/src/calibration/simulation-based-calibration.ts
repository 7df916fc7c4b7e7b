/*
 * Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari & Gelman, "Validating Bayesian inference algorithms
 * with simulation-based calibration", 2018): given its data, the truth and draws from its posterior are alike, so its
 * rank among them is uniform. The prior passes too, as it is calibrated: add a test quantity that depends on the data,
 * such as the likelihood (Modrák et al., "Simulation-based calibration checking for Bayesian computation", 2023).
 */
import { assert } from "@retrodict/check";
import { column } from "@retrodict/matrix";
import { leastLikely } from "../significance.ts";
import type { Verdict } from "../types.ts";
import { calibrationCurves } from "./calibration-curve.ts";
import { isRare } from "./confidence.ts";
import { curveVerdict } from "./curve-verdict.ts";
import { farthest } from "./curve-words.ts";
import { describeShape, rankShape, type ShapeWords } from "./rank-shape.ts";
import type { CalibrationCurve, JudgeOptions, PartsOfTrials } from "./types.ts";

export interface SimulationBasedCalibration {
  /** One for each column of the ranks; the bands hold for all of them at once. */
  readonly curves: readonly CalibrationCurve[];
  /** The chance that a calibrated posterior comes out as badly in any of them. */
  readonly pValue: number;
  readonly verdict: Verdict;
}

const words: ShapeWords = {
  shift: ["shifted up", "shifted down"],
  spread: ["too wide", "too narrow"],
  other: "of a wrong shape",
};

/**
 * Whether the ranks of the truths are uniform, for each parameter and test quantity. Throws a `data` error on ranks
 * that are not whole numbers between 0 and `draws`.
 */
export function simulationBasedCalibration(
  { names, ranks, draws, failures }: PartsOfTrials<"names" | "ranks" | "draws">,
  { confidence = 0.99 }: JudgeOptions = {},
): SimulationBasedCalibration {
  assert(
    names.length > 0 && names.length === ranks.cols,
    "shape",
    "diagnostics",
    () => `expected ${ranks.cols} names, got ${names.length}; name every column of ranks`,
  );
  const sets = names.map((name, j) => ({ name, ranks: column(ranks, j) }));
  const curves = calibrationCurves(sets, draws, confidence);
  // As for the bands.
  const pValue = leastLikely(...curves.map((curve) => curve.pValue));
  const wrong = curves
    .map((curve, j) => ({ curve, shape: rankShape(sets[j].ranks, draws) }))
    .filter(({ curve }) => isRare(curve.pValue * curves.length, confidence))
    .map(({ curve, shape }) => `${curve.name} is ${describeShape(shape, words)} (${where(curve)})`);
  const verdict = curveVerdict({
    curve: curves[0],
    pValue,
    confidence,
    trials: ranks.rows,
    failures,
    passed: `Among their draws, ${ranks.rows} truths rank as those of calibrated posteriors do`,
    failed: `The posteriors are miscalibrated in ${wrong.length} of ${names.length}: ${wrong.join(", ")}; train on more simulations or with another estimator, or correct them`,
  });
  return Object.freeze({ curves, pValue, verdict });
}

function where(curve: CalibrationCurve): string {
  const { level, share } = farthest(curve);
  return `the truth lies below the ${level} quantile in ${share} of trials`;
}
