import { matrix } from "@retrodict/matrix";
import { trainingSession } from "@retrodict/nn";
import type {
  ConditionalEstimator,
  Matrix,
  Pairs,
  SessionOptions,
  TrainingSession,
} from "@retrodict/spec";

/** Rows scored at once; activations of 50 units then stay within a core's second-level cache. */
const CHUNK = 256;

/** Scores of pairs under weights that do not change. */
export interface FixedScorer {
  score(target: Matrix, context: Matrix): Float64Array;
  /** Scores, and row by row their gradients by the inputs asked for; 0 for the others. */
  gradients(target: Matrix, context: Matrix): ScoreGradients;
}

export interface ScoreGradients extends Pairs {
  readonly score: Float64Array;
}

/**
 * Scores under `params`, which stay where the estimator computes: Markov chains score a few rows at a time, and loading
 * the weights would take as long as using them. `wanted` says which gradients will be asked for. Prepared on first use.
 */
export function fixedScorer(
  estimator: ConditionalEstimator,
  params: Float32Array,
  wanted: SessionOptions,
): FixedScorer {
  let made: TrainingSession | undefined;
  const session = (): TrainingSession =>
    (made ??= trainingSession(estimator, params, CHUNK, wanted));
  return Object.freeze<FixedScorer>({
    score(target, context) {
      const score = new Float64Array(target.rows);
      for (let from = 0; from < target.rows; from += CHUNK) {
        score.set(session().score(chunk(target, from), chunk(context, from)), from);
      }
      return score;
    },
    gradients(target, context) {
      const score = new Float64Array(target.rows);
      const by = {
        target: matrix(target.rows, target.cols),
        context: matrix(context.rows, context.cols),
      };
      for (let from = 0; from < target.rows; from += CHUNK) {
        const part = session().score(chunk(target, from), chunk(context, from));
        score.set(part, from);
        session().backward(new Float64Array(part.length).fill(1));
        if (wanted.targetGradient) {
          by.target.data.set(session().targetGradient().data, from * target.cols);
        }
        if (wanted.contextGradient) {
          by.context.data.set(session().contextGradient().data, from * context.cols);
        }
      }
      return { score, ...by };
    },
  });
}

/** The rows from `from` on, as many as are scored at once. */
function chunk({ rows, cols, data }: Matrix, from: number): Matrix {
  const to = Math.min(from + CHUNK, rows);
  return matrix(to - from, cols, data.subarray(from * cols, to * cols));
}
