import { assert } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type {
  AdamUpdate,
  ConditionalEstimator,
  Matrix,
  Pairs,
  ScoreVjp,
  SessionOptions,
  TrainingSession,
} from "@retrodict/spec";
import { adam } from "./adam.ts";

/** The estimator's own training session, or one made of `scoreVjp` and `adam`, for batches of at most `rows` pairs. */
export function trainingSession(
  estimator: ConditionalEstimator,
  params: Float32Array,
  rows: number,
  options: SessionOptions = {},
): TrainingSession {
  return estimator.session?.(params, rows, options) ?? vjpSession(estimator, params, options);
}

/** A training session for any estimator that can score and differentiate. */
export function vjpSession(
  estimator: ConditionalEstimator,
  initial: Float32Array,
  { contextGradient = false, targetGradient = false }: SessionOptions = {},
): TrainingSession {
  const params = initial.slice();
  const gradient = new Float32Array(params.length);
  const optimiser = adam(params.length);
  let scored: ({ readonly vjp: ScoreVjp } & Pairs) | undefined;
  let byContext = matrix(0, estimator.shape.contextDim);
  let byTarget = matrix(0, estimator.shape.targetDim);
  return Object.freeze({
    score(target: Matrix, context: Matrix): Float64Array {
      const vjp = estimator.scoreVjp(params, target, context);
      scored = { vjp, target, context };
      return vjp.score;
    },
    backward(cotangent: Float64Array): number {
      assert(
        scored !== undefined,
        "argument",
        "nn",
        () => "expected a scored batch, got none; call score before backward",
      );
      gradient.fill(0);
      byContext = matrix(scored.context.rows, scored.context.cols);
      byTarget = matrix(scored.target.rows, scored.target.cols);
      scored.vjp.pullback(cotangent, {
        params: gradient,
        ...(contextGradient ? { context: byContext } : {}),
        ...(targetGradient ? { target: byTarget } : {}),
      });
      return euclideanNorm(gradient);
    },
    contextGradient: () => byContext,
    targetGradient: () => byTarget,
    step: (update: AdamUpdate) => optimiser.step(params, gradient, update),
    params: () => params.slice(),
  });
}

function euclideanNorm(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
