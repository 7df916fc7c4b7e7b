import { normalCdf } from "@retrodict/stats";
import type { Verdict } from "../types.ts";
import type { C2st } from "./types.ts";

/** Chance of a false alarm. */
const LEVEL = 0.01;
/** An accuracy this far above one half is a difference worth finding. */
const NOTABLE = 0.05;
/** Standard normal quantile of 0.95. */
const ONE_SIDED_95 = 1.645;

/** The accuracies of all folds on `points` points, joined and judged. */
export function c2stResult(folds: Float64Array, points: number): C2st {
  const accuracy = folds.reduce((sum, value) => sum + value, 0) / folds.length;
  const standardError = 0.5 / Math.sqrt(points);
  const pValue = normalCdf((0.5 - accuracy) / standardError);
  const verdict = judge(accuracy, standardError, pValue);
  return Object.freeze({ accuracy, folds, standardError, pValue, verdict });
}

function judge(accuracy: number, standardError: number, pValue: number): Verdict {
  const found = `A classifier assigns ${(100 * accuracy).toFixed(1)} % of held-out points to the right sample`;
  const chance = `50 % ± ${(100 * standardError).toFixed(1)} % by chance`;
  if (pValue < LEVEL) {
    const sentence = `${found} (${chance}): the two differ; compare their marginals and pairs to see where.`;
    return { outcome: "fail", sentence };
  }
  if (accuracy + ONE_SIDED_95 * standardError > 0.5 + NOTABLE) {
    const sentence = `${found} (${chance}): too few points to tell; draw more from both.`;
    return { outcome: "unclear", sentence };
  }
  return { outcome: "pass", sentence: `${found} (${chance}): it cannot tell them apart.` };
}
