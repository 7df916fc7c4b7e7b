import { gatherRows, matrix } from "@retrodict/matrix";
import type { Matrix, ScoreVjp } from "@retrodict/spec";
import type { SessionParts } from "./embedded-session.ts";
import type { Embedder } from "./embedder.ts";
import { runsOf, singleRuns, sumOverRuns } from "./runs.ts";

/** Scores of (target, data) and their pullback through estimator and embedding. */
export function embeddedVjp(
  {
    embedding,
    estimator,
    network,
    embeddingParams,
    estimatorParams,
  }: SessionParts & { readonly network: Embedder },
  target: Matrix,
  context: Matrix,
): ScoreVjp {
  const runs = runsOf(context);
  const seen = gatherRows(network.embed(embeddingParams, runs.distinct), runs.of);
  const vjp = estimator.scoreVjp(estimatorParams, target, seen);
  return {
    score: vjp.score,
    pullback(cotangent, into) {
      const bySeen = matrix(seen.rows, seen.cols);
      const viaEmbedding = into.params !== undefined || into.context !== undefined;
      vjp.pullback(cotangent, {
        ...(into.params ? { params: into.params.subarray(embedding.paramCount) } : {}),
        ...(into.target ? { target: into.target } : {}),
        ...(viaEmbedding ? { context: bySeen } : {}),
      });
      if (!viaEmbedding) return;
      // The sum over a run does not tell the gradients of its rows apart.
      const parts = into.context ? singleRuns(context) : runs;
      network.pullback(embeddingParams, parts.distinct, sumOverRuns(bySeen, parts), {
        ...(into.params ? { params: into.params.subarray(0, embedding.paramCount) } : {}),
        ...(into.context ? { data: into.context } : {}),
      });
    },
  };
}
