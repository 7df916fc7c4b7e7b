import { matrix } from "@retrodict/matrix";
import { trainingSession } from "@retrodict/nn";
import type {
  AdamUpdate,
  EstimatorShape,
  Matrix,
  SessionOptions,
  TrainingSession,
} from "@retrodict/spec";
import type { SplitTarget } from "./layout.ts";
import { addColumns, range, total, weightsOf, type Term } from "./terms.ts";

export interface SessionDesign extends SessionOptions {
  readonly shape: EstimatorShape;
  readonly rows: number;
  split(target: Matrix, context: Matrix): SplitTarget;
}

/** Both terms trained side by side, each where its estimator computes; the gradient's norm is that of both. */
export function mixedSession(
  terms: readonly Term[],
  params: Float32Array,
  design: SessionDesign,
): TrainingSession {
  const { shape, rows: capacity, split, contextGradient = false, targetGradient = false } = design;
  const weights = weightsOf(terms, params);
  const sessions = terms.map(({ estimator, columns }, t) =>
    trainingSession(estimator, weights[t].slice(), capacity, {
      contextGradient,
      targetGradient: targetGradient && columns.length > 0,
    }),
  );
  let rows = 0;
  return Object.freeze<TrainingSession>({
    score(target, context) {
      const parts = split(target, context);
      rows = target.rows;
      return total(
        terms.map((term, t) => {
          const pairs = term.pairs(parts, context);
          return sessions[t].score(pairs.target, pairs.context);
        }),
      );
    },
    backward: (cotangent) => Math.hypot(...sessions.map((session) => session.backward(cotangent))),
    contextGradient() {
      const out = matrix(rows, shape.contextDim);
      for (const session of sessions) {
        addColumns(session.contextGradient(), out, range(shape.contextDim));
      }
      return out;
    },
    targetGradient() {
      const out = matrix(rows, shape.targetDim);
      terms.forEach(({ columns }, t) => {
        if (columns.length > 0) addColumns(sessions[t].targetGradient(), out, columns);
      });
      return out;
    },
    step: (update: AdamUpdate) => sessions.forEach((session) => session.step(update)),
    params() {
      const out = params.slice();
      weightsOf(terms, out).forEach((share, t) => share.set(sessions[t].params()));
      return out;
    },
  });
}
