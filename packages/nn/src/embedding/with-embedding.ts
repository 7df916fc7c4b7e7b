import type { ConditionalEstimator, EstimatorFactory } from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { embedded, type Embedded } from "./embedded.ts";
import type { EmbeddingFactory } from "./types.ts";

/**
 * Puts a network before an estimator: its context is then raw data, and both are learned jointly. The embedding runs
 * on `engine`, whatever runs the estimator.
 */
export function withEmbedding<E extends ConditionalEstimator>(
  estimator: EstimatorFactory<E>,
  embedding: EmbeddingFactory,
  engine: Engine,
): EstimatorFactory<Embedded<E>> {
  return ({ targetDim, contextDim }) => {
    const net = embedding(contextDim, engine);
    return embedded(net, estimator({ targetDim, contextDim: net.outputDim }));
  };
}
