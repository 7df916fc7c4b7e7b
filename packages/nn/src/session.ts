import type {
  AdamUpdate,
  ConditionalEstimator,
  Matrix,
  ScoreVjp,
  TrainingSession,
} from "@retrodict/spec";
import { adam } from "./adam.ts";

/** The estimator's own training session, or one made of `scoreVjp` and `adam`, for batches of at most `rows` pairs. */
export function trainingSession(
  estimator: ConditionalEstimator,
  params: Float32Array,
  rows: number,
): TrainingSession {
  return estimator.session?.(params, rows) ?? vjpSession(estimator, params);
}

/** A training session for any estimator that can score and differentiate. */
export function vjpSession(
  estimator: ConditionalEstimator,
  initial: Float32Array,
): TrainingSession {
  const params = initial.slice();
  const gradient = new Float32Array(params.length);
  const optimiser = adam(params.length);
  let last: ScoreVjp | undefined;
  return Object.freeze({
    score(target: Matrix, context: Matrix): Float64Array {
      last = estimator.scoreVjp(params, target, context);
      return last.score;
    },
    step(cotangent: Float64Array, update: AdamUpdate): number {
      gradient.fill(0);
      last?.pullback(cotangent, { params: gradient });
      return optimiser.step(params, gradient, update);
    },
    params: () => params.slice(),
  });
}
