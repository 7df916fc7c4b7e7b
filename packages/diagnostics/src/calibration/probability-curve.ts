import { quantiles } from "@retrodict/stats";
import { sigmoid } from "./pair-loss.ts";
import type { CalibrationCurve } from "./types.ts";

/** Levels of probability, both ends left out. */
const LEVELS = Float64Array.from({ length: 99 }, (_, k) => (k + 1) / 100);

/** Shares of log-odds, the first classifier's and those of the others, whose probability is below each level. */
export function probabilityCurve(
  logits: readonly Float64Array[],
  { confidence, pValue }: { readonly confidence: number; readonly pValue: number },
): CalibrationCurve {
  const [observed, ...nulls] = logits.map(sharesBelow);
  const tail = (1 - confidence) / 2;
  const bounds = LEVELS.map((_, k) => k);
  const at = (p: number): Float64Array =>
    bounds.map(
      (k) =>
        quantiles(
          Float64Array.from(nulls, (shares) => shares[k]),
          [p],
        )[0],
    );
  return Object.freeze<CalibrationCurve>({
    name: "probability of being a truth",
    levels: LEVELS,
    observed,
    lower: at(tail),
    upper: at(1 - tail),
    pValue,
  });
}

function sharesBelow(logits: Float64Array): Float64Array {
  const sorted = logits.map(sigmoid).sort();
  return LEVELS.map((level) => {
    const first = sorted.findIndex((p) => p >= level);
    return (first === -1 ? sorted.length : first) / sorted.length;
  });
}
