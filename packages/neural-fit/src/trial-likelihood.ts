/*
 * The log-likelihood of independent trials as a function of theta, from an estimator that scores one trial at a time.
 * Every theta meets every trial, in one call for all of them; the sum over trials is the likelihood.
 */
import { gatherRows, matrix, row } from "@retrodict/matrix";
import type { Matrix, Pairs } from "@retrodict/spec";
import type { FixedScorer } from "./fixed-scorer.ts";

/** How theta becomes pairs that the estimator scores, and gradients of the scores become those by theta. */
export interface TrialModel {
  readonly scorer: FixedScorer;
  readonly trials: number;
  /** Added to the sum of the scores. */
  readonly constant: number;
  /** Theta as networks see it. */
  see(theta: Matrix): Matrix;
  /** Derivatives of `see`, parameter by parameter. */
  slopes(theta: Matrix): Matrix;
  /** For `n` rows seen, `trials · n` pairs: all rows with the first trial, then all with the second, … */
  pairs(seen: Matrix): Pairs;
  /** From gradients by one row of target and of context, adds the gradient by the row seen. */
  pull(byTarget: Float64Array, byContext: Float64Array, bySeen: Float64Array): void;
}

export interface TrialLikelihood {
  /** One value per row of theta; `-Infinity` where the estimator gives no number, as beyond an edge of the prior. */
  logDensity(theta: Matrix): Float64Array;
  logDensityGrad(theta: Matrix): { readonly logDensity: Float64Array; readonly grad: Matrix };
}

/** Pairs made at once, unless there are more trials. */
const LARGEST_BATCH = 4096;

/** The likelihood `Σ score(theta, trial) + constant`. */
export function trialLikelihood(model: TrialModel): TrialLikelihood {
  const sum = (scores: Float64Array, rows: number): Float64Array => {
    const out = new Float64Array(rows).fill(model.constant);
    for (let at = 0; at < scores.length; at++) out[at % rows] += scores[at];
    return out.map((value) => (Number.isNaN(value) ? -Infinity : value));
  };
  return Object.freeze<TrialLikelihood>({
    logDensity(theta) {
      const out = new Float64Array(theta.rows);
      for (const [from, part] of parts(theta, model.trials)) {
        const { target, context } = model.pairs(model.see(part));
        out.set(sum(model.scorer.score(target, context), part.rows), from);
      }
      return out;
    },
    logDensityGrad(theta) {
      const logDensity = new Float64Array(theta.rows);
      const grad = matrix(theta.rows, theta.cols);
      for (const [from, part] of parts(theta, model.trials)) {
        const { target, context } = model.pairs(model.see(part));
        const by = model.scorer.gradients(target, context);
        const values = sum(by.score, part.rows);
        logDensity.set(values, from);
        grad.data.set(gradient(model, part, by), from * theta.cols);
        values.forEach((value, i) => value === -Infinity && row(grad, from + i).fill(0));
      }
      return { logDensity, grad };
    },
  });
}

function gradient(model: TrialModel, theta: Matrix, by: Pairs): Float64Array {
  const bySeen = matrix(theta.rows, theta.cols);
  for (let at = 0; at < by.target.rows; at++) {
    model.pull(row(by.target, at), row(by.context, at), row(bySeen, at % theta.rows));
  }
  const slopes = model.slopes(theta).data;
  return bySeen.data.map((value, at) => value * slopes[at]);
}

/** Theta in parts, each with the index of its first row. */
function* parts(theta: Matrix, trials: number): Generator<readonly [number, Matrix]> {
  const size = Math.max(1, Math.floor(LARGEST_BATCH / trials));
  for (let from = 0; from < theta.rows; from += size) {
    const to = Math.min(from + size, theta.rows);
    const { cols, data } = theta;
    yield [from, matrix(to - from, cols, data.subarray(from * cols, to * cols))];
  }
}

/** Every row `times` over, the whole matrix at a time. */
export function repeatRows(m: Matrix, times: number): Matrix {
  const out = matrix(times * m.rows, m.cols);
  for (let t = 0; t < times; t++) out.data.set(m.data, t * m.data.length);
  return out;
}

/** Every row `times` over, one row at a time. */
export function repeatEachRow(m: Matrix, times: number): Matrix {
  return gatherRows(
    m,
    Uint32Array.from({ length: times * m.rows }, (_, at) => Math.floor(at / times)),
  );
}
