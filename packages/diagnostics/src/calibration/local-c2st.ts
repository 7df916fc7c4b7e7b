/*
 * The local classifier two-sample test (Linhart, Gramfort & Rodrigues, "L-C2ST: local diagnostics for posterior
 * approximations in simulation-based inference", 2023): a classifier learns to tell truths from posterior draws given
 * their data, over all data; at one observation its doubts are then those of that posterior. Given the data a truth and
 * a draw are alike where the posterior is right, so classifiers trained with random ones exchanged give the law of the
 * statistic exactly.
 */
import { RetrodictError, assert, assertCount, assertLength, assertMatrix } from "@retrodict/check";
import { classifier } from "@retrodict/classifier";
import { matrix } from "@retrodict/matrix";
import { train } from "@retrodict/nn";
import type { EstimatorFactory, Matrix, RatioEstimator, Rng, RunOptions } from "@retrodict/spec";
import { formatPValue } from "../significance.ts";
import type { Verdict } from "../types.ts";
import { assertConfidence, isRare } from "./confidence.ts";
import { describeLean } from "./lean.ts";
import { pairLoss, sigmoid } from "./pair-loss.ts";
import { probabilityCurve } from "./probability-curve.ts";
import { residualSpace } from "./residual-space.ts";
import type { CalibrationCurve, CalibrationTrials, JudgeOptions } from "./types.ts";

export interface LocalC2stOptions extends RunOptions, JudgeOptions {
  /** Classifiers trained with truths and draws exchanged; the fewest that `confidence` allows by default, 99. */
  readonly nulls?: number;
  /** The network; a plain one of two layers of 50 units by default. */
  readonly classifier?: EstimatorFactory<RatioEstimator>;
}

/** Trained once, it judges the posterior of any observation. */
export interface LocalC2st {
  /** `draws` are from the posterior given `observed`, one per row. Throws on a wrong number of columns. */
  at(observed: Float64Array, draws: Matrix): LocalC2stResult;
}

export interface LocalC2stResult {
  /** Mean squared distance of the classifier's probabilities from ½. */
  readonly statistic: number;
  /** The same of the classifiers that had nothing to learn. */
  readonly nullStatistics: Float64Array;
  /** The chance of a statistic as large if the posterior is right. */
  readonly pValue: number;
  /**
   * Share of draws whose probability of being a truth is below each level; the band is what the other classifiers give
   * at each level by itself, with the chance `confidence`.
   */
  readonly curve: CalibrationCurve;
  readonly verdict: Verdict;
}

/**
 * Trains the classifiers; `onProgress` counts them. A `range` error on fewer `nulls` than could ever speak against a
 * posterior with this `confidence`; an `aborted` error where `signal` keeps any from being trained.
 */
export async function localC2st(
  rng: Rng,
  trials: Pick<CalibrationTrials, "names" | "theta" | "x" | "oneDraw">,
  options: LocalC2stOptions = {},
): Promise<LocalC2st> {
  const { confidence = 0.99, signal, onProgress } = options;
  assertConfidence(confidence);
  // Rounded, as 1 / (1 − 0.99) is a little above 100.
  const fewest = Math.ceil(1 / (1 - confidence) - 1e-9) - 1;
  const { nulls = fewest, classifier: factory = classifier({ net: "plain" }) } = options;
  assertCount(nulls, "nulls", "diagnostics", fewest);
  const { theta, x, oneDraw, names } = trials;
  assertMatrix(x, { rows: theta.rows }, "x", "diagnostics");
  assertMatrix(oneDraw, { rows: theta.rows, cols: theta.cols }, "oneDraw", "diagnostics");
  const space = residualSpace(trials);
  const estimator = factory({ targetDim: theta.cols, contextDim: x.cols });
  const weights: Float32Array[] = [];
  for (let k = 0; k <= nulls; k++) {
    const loss = pairLoss(space.pairs, exchanges(rng.fork("exchanges").fork(k), theta.rows, k));
    const { params } = await train(rng.fork(k), estimator, loss, theta.rows, signal && { signal });
    if (signal?.aborted) {
      throw new RetrodictError(
        "aborted",
        "diagnostics",
        `expected ${nulls + 1} classifiers, got ${k} before the run was aborted; start again`,
      );
    }
    weights.push(params);
    onProgress?.(k + 1, nulls + 1);
  }

  return Object.freeze<LocalC2st>({
    at(observed, draws) {
      assertLength(observed, x.cols, "observed", "diagnostics");
      assertMatrix(draws, { cols: theta.cols }, "draws", "diagnostics");
      assert(draws.rows > 0, "data", "diagnostics", "expected draws, got none; pass a thousand");
      const { target, context } = space.view(draws, matrix(1, x.cols, observed));
      const logits = weights.map((params) => estimator.score(params, target, context));
      const statistics = Float64Array.from(logits, distanceFromHalf);
      const [statistic, ...rest] = statistics;
      const asFar = rest.filter((value) => value >= statistic).length;
      const pValue = (1 + asFar) / (1 + nulls);
      const lean = describeLean(draws, logits[0], names);
      return Object.freeze<LocalC2stResult>({
        statistic,
        nullStatistics: statistics.subarray(1),
        pValue,
        curve: probabilityCurve(logits, { confidence, pValue }),
        verdict: verdictOf(isRare(pValue, confidence), pValue, lean),
      });
    },
  });
}

/** Nothing is exchanged for the classifier that is to learn something. */
function exchanges(rng: Rng, rows: number, k: number): Uint8Array {
  return Uint8Array.from({ length: rows }, () => (k === 0 ? 0 : rng.uint32() >>> 31));
}

function distanceFromHalf(logits: Float64Array): number {
  return logits.reduce((sum, z) => sum + (sigmoid(z) - 0.5) ** 2, 0) / logits.length;
}

function verdictOf(failed: boolean, pValue: number, lean: string): Verdict {
  const chance = formatPValue(pValue);
  return Object.freeze<Verdict>({
    outcome: failed ? "fail" : "pass",
    sentence: failed
      ? `Given this observation a classifier tells draws from truths (${chance}): the posterior is ${lean}; train on more simulations near the observation.`
      : `Given this observation a classifier tells draws from truths no better than by chance (${chance}).`,
  });
}
