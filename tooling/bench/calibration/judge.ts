/*
 * Each parameter is judged by itself, by the curve of all its ranks in the band that a calibrated one stays within at all
 * levels at once with this confidence; and all together, where the least likely of k curves counts k times, so that
 * calibrated posteriors fail in any of them with chance 1 − confidence at most.
 */
import {
  expectedCoverage,
  simulationBasedCalibration,
  type CalibrationCurve,
  type Verdict,
} from "@retrodict/diagnostics";
import { fromRows } from "@retrodict/matrix";
import type { Findings, Judged, StudyRanks } from "./types.ts";

/** The chance that what is calibrated passes. */
export const CONFIDENCE = 0.95;

const judging = { confidence: CONFIDENCE };

/** The verdicts on the ranks of one study, each among so many draws. */
export function judge(ranks: StudyRanks, draws: number): Findings {
  const { parameters } = ranks;
  const all = simulationBasedCalibration(
    {
      names: parameters.map(({ name }) => name),
      ranks: fromRows(
        parameters[0].ranks.map((_, i) => parameters.map((parameter) => parameter.ranks[i])),
      ),
      draws,
    },
    judging,
  );
  const own = (name: string, of: readonly number[]): Judged => {
    const { pValue, verdict } = alone(name, of, draws);
    return judged(name, pValue, verdict);
  };
  const regions = expectedCoverage(
    { densityRanks: Float64Array.from(ranks.density), draws },
    judging,
  );
  return {
    confidence: CONFIDENCE,
    parameters: parameters.map((parameter) => own(parameter.name, parameter.ranks)),
    together: judged("all parameters", all.pValue, all.verdict),
    density: judged("highest-density regions", regions.curve.pValue, regions.verdict),
    tarp: own("random points", ranks.tarp),
  };
}

/** Every verdict of a study. */
export const judgedIn = ({ parameters, together, density, tarp }: Findings): readonly Judged[] => [
  ...parameters,
  together,
  density,
  tarp,
];

/** The curves of a study, each in its own band: parameters, regions, random points. */
export function curvesOf(ranks: StudyRanks, draws: number): readonly CalibrationCurve[] {
  return [
    ...ranks.parameters,
    { name: "highest-density regions", ranks: ranks.density },
    { name: "random points", ranks: ranks.tarp },
  ].map(({ name, ranks: own }) => alone(name, own, draws).curves[0]);
}

function alone(name: string, ranks: readonly number[], draws: number) {
  return simulationBasedCalibration(
    { names: [name], ranks: fromRows(ranks.map((rank) => [rank])), draws },
    judging,
  );
}

const judged = (name: string, pValue: number, { outcome, sentence }: Verdict): Judged => ({
  name,
  pValue: Number(pValue.toPrecision(3)),
  outcome,
  sentence,
});
