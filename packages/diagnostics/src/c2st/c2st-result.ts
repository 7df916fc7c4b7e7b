import { normalCdf, normalQuantile } from "@retrodict/stats";
import { LEVEL } from "../significance.ts";
import type { Verdict } from "../types.ts";
import type { C2st } from "./types.ts";

/** An accuracy this far above one half should not pass for chance. */
const NOTABLE = 0.05;

/**
 * The accuracies of all folds on `points` points, joined and judged. Any two of K folds share most of what they learn
 * from, so that their accuracies correlate by about 1 / K (Nadeau & Bengio, "Inference for the generalization error",
 * 2003): the mean of all varies more than a share of that many independent guesses.
 */
export function c2stResult(folds: Float64Array, points: number): C2st {
  const accuracy = folds.reduce((sum, value) => sum + value, 0) / folds.length;
  const standardError = 0.5 * Math.sqrt((2 - 1 / folds.length) / points);
  const pValue = normalCdf((0.5 - accuracy) / standardError);
  const verdict = judge(accuracy, standardError, pValue);
  return Object.freeze({ accuracy, folds, standardError, pValue, verdict });
}

function judge(accuracy: number, standardError: number, pValue: number): Verdict {
  if (Number.isNaN(accuracy)) {
    const sentence =
      "The classifier's training left the range of finite numbers; look for extreme values in the samples.";
    return { outcome: "unclear", sentence };
  }
  const found = `A classifier assigns ${(100 * accuracy).toFixed(1)} % of held-out points to the right sample`;
  const chance = `50 % ± ${(100 * standardError).toFixed(1)} % by chance`;
  if (pValue < LEVEL) {
    const sentence = `${found} (${chance}): the two differ; compare their marginals and pairs to see where.`;
    return { outcome: "fail", sentence };
  }
  if (normalQuantile(1 - LEVEL) * standardError > NOTABLE) {
    const sentence = `${found} (${chance}): too few points to tell; draw more from both.`;
    return { outcome: "unclear", sentence };
  }
  return { outcome: "pass", sentence: `${found} (${chance}): it cannot tell them apart.` };
}
