/*
 * Posteriors averaged over the data the prior predicts are the prior (Geweke 2004; Talts et al. 2018). Given its data, a
 * truth and a draw from its posterior are alike, so exchanging them at random gives the exact law of any distance
 * between truths and draws, without the noise of comparing draws with an independent sample of the prior.
 */
import { assertMatrix } from "@retrodict/check";
import { column } from "@retrodict/matrix";
import type { Rng } from "@retrodict/spec";
import { formatPValue } from "../significance.ts";
import type { Verdict } from "../types.ts";
import { assertConfidence, isRare } from "./confidence.ts";
import type { CalibrationTrials, JudgeOptions } from "./types.ts";

export interface DataAveragedPosterior {
  /** Kolmogorov–Smirnov distance between truths and draws, for each parameter. */
  readonly distances: Float64Array;
  /** The chance that calibrated posteriors come out as far off in any parameter. */
  readonly pValue: number;
  readonly verdict: Verdict;
}

/** Random exchanges; the smallest p-value is 1 / 1000. */
const EXCHANGES = 999;

/** Whether one draw from each posterior, all together, are distributed as the truths are. */
export function dataAveragedPosterior(
  rng: Rng,
  { names, theta, oneDraw }: Pick<CalibrationTrials, "names" | "theta" | "oneDraw">,
  { confidence = 0.99 }: JudgeOptions = {},
): DataAveragedPosterior {
  assertMatrix(oneDraw, { rows: theta.rows, cols: theta.cols }, "oneDraw", "diagnostics");
  assertConfidence(confidence);
  const measures = Array.from({ length: theta.cols }, (_, j) =>
    pairedDistance(column(theta, j), column(oneDraw, j)),
  );
  const exchanged = new Uint8Array(theta.rows);
  const distances = Float64Array.from(measures, (measure) => measure(exchanged));
  const largest = Math.max(...distances);
  let asFar = 1;
  for (let k = 0; k < EXCHANGES; k++) {
    for (let i = 0; i < exchanged.length; i++) exchanged[i] = rng.uint32() >>> 31;
    if (measures.some((measure) => measure(exchanged) >= largest)) asFar += 1;
  }
  const pValue = asFar / (EXCHANGES + 1);
  const failed = isRare(pValue, confidence);
  const chance = formatPValue(pValue);
  const verdict = Object.freeze<Verdict>({
    outcome: failed ? "fail" : "pass",
    sentence: failed
      ? `Posteriors averaged over the data are not the prior, least so in ${names[distances.indexOf(largest)]} (${chance}); train on more simulations, or check that truths and training come from the same prior.`
      : `Posteriors averaged over the data are the prior, as far as ${theta.rows} draws tell (${chance}).`,
  });
  return Object.freeze({ distances, pValue, verdict });
}

/** The Kolmogorov–Smirnov distance of paired values, as a function of which pairs are exchanged. */
function pairedDistance(a: Float64Array, b: Float64Array): (exchanged: Uint8Array) => number {
  const n = a.length;
  const values = new Float64Array(2 * n);
  values.set(a);
  values.set(b, n);
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const pair = order.map((at) => at % n);
  const isSecond = order.map((at) => Number(at >= n));
  // Equal values are passed together.
  const isLast = order.map((at, k) => Number(values[order[k + 1]] !== values[at]));
  return (exchanged) => {
    let [ahead, most] = [0, 0];
    for (let k = 0; k < 2 * n; k++) {
      ahead += isSecond[k] === exchanged[pair[k]] ? 1 : -1;
      if (isLast[k] === 1) most = Math.max(most, Math.abs(ahead));
    }
    return most / n;
  };
}
