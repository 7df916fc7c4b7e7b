/**
 * Whether an observation is among what the simulator produces under the prior at all. Where it is not, an amortised
 * posterior extrapolates and may be arbitrarily wrong while looking sure (Schmitt, Bürkner, Köthe & Radev, "Detecting
 * model misspecification in amortized Bayesian inference with neural networks", 2021).
 *
 * The same holds in the space of an embedding network's outputs: pass embedded rows.
 */
import { assert } from "@retrodict/check";
import { firstRows, stackRows } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { TestResult } from "@retrodict/stats";
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
import { meanDiscrepancies, neighbourDistances, pairDistances } from "./pair-distances.ts";
import { exceedance } from "./rank-probability.ts";
import { whitened } from "./whitened.ts";

export interface Misspecification {
  readonly features: readonly FeatureRank[];
  /** Squared maximum mean discrepancy (Gretton et al. 2012) between the observation and the simulations. */
  readonly discrepancy: TestResult;
  /** Distance to the nearest simulations, which is the marginal log-density but for its sign and scale. */
  readonly distance: TestResult;
  /** Of the features, the discrepancy and the distance together. */
  readonly pValue: number;
  readonly verdict: Verdict;
}

/** The findings a p-value is the least of. */
const FINDINGS = 3;
/** Simulations compared pair by pair at most: these give p-values to 0.0005, and more would cost their square. */
const MOST_ROWS = 2000;

/**
 * Finds an observation among simulations from the prior, in features scaled and freed of their correlations. The null
 * distributions are exact: each simulation among the others and the observation, measured in the same way.
 * Simulations that lack a feature are left out. Throws where the observation lacks one.
 */
export function misspecification(input: AmongSimulations): Misspecification {
  const { observed, simulated } = checked(input);
  assert(
    observed.data.every(Number.isFinite),
    "data",
    "diagnostics",
    "expected an observation with a value for each feature, got one without; leave the feature out",
  );
  const compared = firstRows(wholeRows(simulated), MOST_ROWS);
  const { discrepancy, distance } = amongRows(observed, compared);
  const features = rankFeatures(input);
  const least = Math.min(...features.map(({ adjusted }) => adjusted));
  const pValue = leastLikely(least, discrepancy.pValue, distance.pValue);
  const found = { features, discrepancy, distance, pValue };
  return { ...found, verdict: verdictOf(found, compared.rows) };
}

/** Nothing is found among fewer than two simulations. */
function amongRows(observed: Matrix, simulated: Matrix) {
  const nothing: TestResult = { statistic: Number.NaN, pValue: 1 };
  if (simulated.rows < 2) return { discrepancy: nothing, distance: nothing };
  const distances = pairDistances(whitened(stackRows(observed, simulated)));
  return {
    discrepancy: resultOf(meanDiscrepancies(distances)),
    distance: resultOf(neighbourDistances(distances)),
  };
}

const resultOf = (statistics: Float64Array): TestResult => ({
  statistic: statistics[0],
  pValue: exceedance(statistics.subarray(1), statistics[0]),
});

function verdictOf(
  { features, pValue }: Omit<Misspecification, "verdict">,
  simulations: number,
): Verdict {
  if (pValue <= LEVEL) {
    const out = features.filter(({ adjusted }) => FINDINGS * adjusted <= LEVEL);
    const where =
      out.length === 0 ? "in how its features go together" : listed(out.map(({ name }) => name));
    return {
      outcome: "fail",
      sentence: `The observation is unlike the simulations from the prior (${formatPValue(pValue)}), most of all ${where}: the posterior is an extrapolation. Check the data and their units, widen the prior, or revise the model.`,
    };
  }
  const fewest = fewestRows(FINDINGS);
  return simulations < fewest
    ? {
        outcome: "unclear",
        sentence: `${simulations} simulations from the prior are too few to tell whether the observation is among them; simulate at least ${fewest}.`,
      }
    : {
        outcome: "pass",
        sentence: `The observation lies among ${simulations} simulations from the prior (${formatPValue(pValue)}).`,
      };
}
