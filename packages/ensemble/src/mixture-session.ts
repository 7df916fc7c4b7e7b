import { matrix } from "@retrodict/matrix";
import { adam, logMixture, trainingSession } from "@retrodict/nn";
import type {
  ConditionalEstimator,
  Matrix,
  SessionOptions,
  TrainingSession,
} from "@retrodict/spec";
import { memberCotangent, shareGradient } from "./cotangents.ts";
import { sharesOf } from "./shares.ts";

export interface SessionParts {
  readonly members: readonly ConditionalEstimator[];
  /** Each member's weights. */
  readonly weights: readonly Float32Array[];
  /** None where shares are even for good. */
  readonly logShares: Float32Array;
}

/** All members side by side, each where it computes, and their shares; for trainers that train them as one, and for samplers. */
export function mixtureSession(
  { members, weights, logShares: initial }: SessionParts,
  rows: number,
  options: SessionOptions = {},
): TrainingSession {
  const sessions = members.map((member, m) => trainingSession(member, weights[m], rows, options));
  const logShares = initial.slice();
  const gradient = new Float32Array(logShares.length);
  const optimiser = adam(logShares.length);
  let shares = sharesOf(logShares, members.length);
  let scores: readonly Float64Array[] = [];
  let mixed: Float64Array = new Float64Array(0);
  return Object.freeze<TrainingSession>({
    score(target, context) {
      scores = sessions.map((session) => session.score(target, context).slice());
      mixed = logMixture(scores, shares);
      return mixed;
    },
    backward(cotangent) {
      const parts = scores.map((score, m) => memberCotangent(cotangent, score, mixed, shares[m]));
      gradient.forEach((_, m) => (gradient[m] = shareGradient(parts[m], cotangent, shares[m])));
      return Math.hypot(...sessions.map((session, m) => session.backward(parts[m])), ...gradient);
    },
    contextGradient: () => sum(sessions.map((session) => session.contextGradient())),
    targetGradient: () => sum(sessions.map((session) => session.targetGradient())),
    step(update) {
      for (const session of sessions) session.step(update);
      optimiser.step(logShares, gradient, update);
      shares = sharesOf(logShares, members.length);
    },
    params() {
      const own = sessions.map((session) => session.params());
      return Float32Array.from([...own, logShares].flatMap((part) => Array.from(part)));
    },
  });
}

function sum(parts: readonly Matrix[]): Matrix {
  const [{ rows, cols }] = parts;
  const total = matrix(rows, cols);
  for (const { data } of parts) data.forEach((value, i) => (total.data[i] += value));
  return total;
}
