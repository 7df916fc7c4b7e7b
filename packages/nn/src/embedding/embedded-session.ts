import { assertMatrix } from "@retrodict/check";
import { gatherRows } from "@retrodict/matrix";
import type { ConditionalEstimator, SessionOptions, TrainingSession } from "@retrodict/spec";
import { trainingSession } from "../session.ts";
import { dataGradient, prepared } from "./embedder.ts";
import { runsOf, singleRuns, sumOverRuns, type Runs } from "./runs.ts";
import type { Embedding } from "./types.ts";

/** What is trained: an embedding and the estimator that reads it, with their weights. */
export interface SessionParts {
  readonly embedding: Embedding;
  readonly estimator: ConditionalEstimator;
  readonly embeddingParams: Float32Array;
  readonly estimatorParams: Float32Array;
}

/**
 * Trains both jointly, on batches of at most `rows` pairs. A run of equal rows of data is embedded once and its
 * gradients are added up; not where the gradient of every row is asked for.
 */
export function embeddedSession(
  { embedding, estimator, embeddingParams, estimatorParams }: SessionParts,
  rows: number,
  { contextGradient = false, targetGradient = false }: SessionOptions = {},
): TrainingSession {
  const session = trainingSession(estimator, estimatorParams, rows, {
    contextGradient: true,
    targetGradient,
  });
  const program = embedding.compile({ rows, gradients: true, inputGradients: contextGradient });
  program.setParams(embeddingParams);
  let runs: Runs | undefined;
  return Object.freeze<TrainingSession>({
    score(target, context) {
      assertMatrix(context, { rows: target.rows, cols: embedding.inputDim }, "context", "nn");
      runs = contextGradient ? singleRuns(context) : runsOf(context);
      const [embedded] = program.forward([prepared(embedding, runs.distinct)]);
      return session.score(target, gatherRows(embedded, runs.of));
    },
    backward(cotangent) {
      const norm = session.backward(cotangent);
      program.backward([sumOverRuns(session.contextGradient(), runs!)]);
      return Math.hypot(norm, program.gradientNorm());
    },
    contextGradient: () => dataGradient(embedding, program),
    targetGradient: () => session.targetGradient(),
    step(update) {
      session.step(update);
      program.adamStep(update);
    },
    params() {
      const own = program.params();
      const inner = session.params();
      const all = new Float32Array(own.length + inner.length);
      all.set(own);
      all.set(inner, own.length);
      return all;
    },
  });
}
