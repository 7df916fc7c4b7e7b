/**
 * Posterior-predictive checks (Rubin 1984; Gelman, Meng & Stern 1996): does the model, with parameters from the
 * posterior, do what was observed? The posterior has seen the observation, so the probabilities lean towards one half
 * (Meng 1994): false alarms are rarer than stated, and a failure counts the more.
 */
import { stackRows } from "@retrodict/matrix";
import { formatPValue, leastLikely, LEVEL } from "../significance.ts";
import type { Verdict } from "../types.ts";
import {
  checked,
  rankFeatures,
  wholeRows,
  type AmongSimulations,
  type FeatureRank,
} from "./feature-ranks.ts";
import { fewestRows, listed } from "./level.ts";
import { exceedance } from "./rank-probability.ts";
import { whitened } from "./whitened.ts";

export interface PredictiveCheck {
  readonly features: readonly FeatureRank[];
  /**
   * Chance of a prediction at least as far from the centre of all as the observation, correlations allowed for
   * (Mahalanobis distance); NaN where the observation or all predictions lack a feature.
   */
  readonly joint: number;
  /** Of the features and the joint distance together. */
  readonly pValue: number;
  readonly verdict: Verdict;
}

/** The findings a p-value is the least of: the features' and the joint one. */
const FINDINGS = 2;

/** Compares observed features with those of simulations whose parameters were drawn from the posterior. */
export function predictiveCheck(input: AmongSimulations): PredictiveCheck {
  const features = rankFeatures(input);
  const joint = jointProbability(input);
  const least = Math.min(...features.map(({ adjusted }) => adjusted));
  const pValue = leastLikely(least, Number.isNaN(joint) ? 1 : joint);
  const found = { features, joint, pValue };
  return { ...found, verdict: verdictOf(found, input.simulated.rows) };
}

/**
 * The rank of the observation's distance. The distance of a row from the mean of the others in their covariance is a
 * monotone function of that from the mean of all in the covariance of all, so the whole table serves every row.
 */
function jointProbability(input: AmongSimulations): number {
  const { observed, simulated } = checked(input);
  const rows = wholeRows(simulated);
  if (rows.rows === 0 || !observed.data.every(Number.isFinite)) return Number.NaN;
  const { cols, data } = whitened(stackRows(observed, rows));
  const distances = Float64Array.from({ length: rows.rows + 1 }, (_, i) =>
    Math.hypot(...data.subarray(i * cols, (i + 1) * cols)),
  );
  return exceedance(distances.subarray(1), distances[0]);
}

function verdictOf(
  { features, joint, pValue }: Omit<PredictiveCheck, "verdict">,
  predictions: number,
): Verdict {
  const beyond = features.filter(({ adjusted }) => FINDINGS * adjusted <= LEVEL);
  if (beyond.length > 0) {
    const names = listed(beyond.map(described));
    return {
      outcome: "fail",
      sentence: `With parameters from the posterior the model does not do what was observed: ${names} (${formatPValue(pValue)}). Either the posterior is wrong, which calibration tells, or the model cannot; then revise it, or infer without what it need not reproduce.`,
    };
  }
  if (pValue <= LEVEL)
    return {
      outcome: "fail",
      sentence: `Each observed feature is predicted, but not all of them together (${formatPValue(pValue)}): the observation combines them as no prediction does. Either the posterior is wrong, which calibration tells, or the model lacks what ties them.`,
    };
  const fewest = fewestRows(FINDINGS);
  if (predictions < fewest)
    return {
      outcome: "unclear",
      sentence: `${predictions} predictions are too few to tell whether the model does what was observed; simulate at least ${fewest}.`,
    };
  const together = Number.isNaN(joint) ? "" : " one by one and together";
  return {
    outcome: "pass",
    sentence: `With parameters from the posterior the model does what was observed: ${features.length === 1 ? "the feature lies" : `all ${features.length} features lie`} among ${predictions} predictions${together} (${formatPValue(pValue)}).`,
  };
}

function described({ name, side }: FeatureRank): string {
  if (side === "undefined") return `${name} has no value to compare`;
  return side === "within" ? `${name} is there` : `${name} lies ${side} the predictions`;
}
