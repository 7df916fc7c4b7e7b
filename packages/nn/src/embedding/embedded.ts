import { assert, assertLength, assertMatrix } from "@retrodict/check";
import { gatherRows, matrix } from "@retrodict/matrix";
import type {
  ConditionalDensityEstimator,
  ConditionalEstimator,
  EstimatorConfig,
  RatioEstimator,
} from "@retrodict/spec";
import { embeddedSession } from "./embedded-session.ts";
import { embeddedVjp } from "./embedded-vjp.ts";
import { embedder } from "./embedder.ts";
import { runsOf } from "./runs.ts";
import type { Embedding } from "./types.ts";

/** What an estimator becomes when an embedding is put before it: one of the same kind. */
export type Embedded<E extends ConditionalEstimator> = E extends ConditionalDensityEstimator
  ? ConditionalDensityEstimator
  : E extends RatioEstimator
    ? RatioEstimator
    : ConditionalEstimator;

/** Configuration of an estimator behind an embedding. */
export interface EmbeddedConfig extends EstimatorConfig {
  readonly kind: "embedded";
  readonly embedding: EstimatorConfig;
  readonly estimator: EstimatorConfig;
}

/**
 * The estimator of (target, data) that an embedding and an estimator of (target, embedding) make; its weights are
 * theirs, in this order. Runs of equal rows of data are embedded once.
 */
export function embedded<E extends ConditionalEstimator>(
  embedding: Embedding,
  estimator: E,
): Embedded<E>;
export function embedded(
  embedding: Embedding,
  estimator: ConditionalEstimator,
): ConditionalEstimator {
  assert(
    estimator.shape.contextDim === embedding.outputDim,
    "shape",
    "nn",
    () =>
      `expected an estimator with a context of ${embedding.outputDim}, got one with ${estimator.shape.contextDim}; build it for what the embedding gives`,
  );
  const joint = jointEstimator(embedding, estimator);
  if (isDensity(estimator)) return withCondition(joint, embedding, estimator);
  return Object.freeze({ ...joint, ...(isRatio(estimator) ? { estimates: "log-ratio" } : {}) });
}

function jointEstimator(
  embedding: Embedding,
  estimator: ConditionalEstimator,
): ConditionalEstimator {
  const { inputDim, paramCount: split } = embedding;
  const paramCount = split + estimator.paramCount;
  const network = embedder(embedding);
  const partsOf = (params: Float32Array) => {
    assertLength(params, paramCount, "params", "nn");
    const [embeddingParams, estimatorParams] = [params.slice(0, split), params.slice(split)];
    return { embedding, estimator, network, embeddingParams, estimatorParams };
  };
  const config: EmbeddedConfig = {
    kind: "embedded",
    embedding: embedding.config,
    estimator: estimator.config,
  };
  return {
    shape: Object.freeze({ targetDim: estimator.shape.targetDim, contextDim: inputDim }),
    config: Object.freeze(config),
    paramCount,
    init(rng) {
      const params = new Float32Array(paramCount);
      params.set(embedding.init(rng.fork("embedding")));
      params.set(estimator.init(rng.fork("estimator")), split);
      return params;
    },
    score(params, target, context) {
      const { embeddingParams, estimatorParams } = partsOf(params);
      assertMatrix(context, { rows: target.rows, cols: inputDim }, "context", "nn");
      const { distinct, of } = runsOf(context);
      const seen = gatherRows(network.embed(embeddingParams, distinct), of);
      return estimator.score(estimatorParams, target, seen);
    },
    scoreVjp(params, target, context) {
      assertMatrix(context, { rows: target.rows, cols: inputDim }, "context", "nn");
      return embeddedVjp(partsOf(params), target, context);
    },
    session: (params, rows, options) => embeddedSession(partsOf(params), rows, options),
  };
}

function withCondition(
  joint: ConditionalEstimator,
  embedding: Embedding,
  estimator: ConditionalDensityEstimator,
): ConditionalDensityEstimator {
  const network = embedder(embedding);
  return Object.freeze<ConditionalDensityEstimator>({
    ...joint,
    estimates: "log-density",
    ...(estimator.discreteTargets && { discreteTargets: estimator.discreteTargets }),
    condition(params, context) {
      assertLength(params, joint.paramCount, "params", "nn");
      assertLength(context, embedding.inputDim, "context", "nn");
      const data = matrix(1, context.length, context);
      const seen = network.embed(params.slice(0, embedding.paramCount), data);
      return estimator.condition(params.slice(embedding.paramCount), seen.data);
    },
  });
}

function isDensity(estimator: ConditionalEstimator): estimator is ConditionalDensityEstimator {
  return "estimates" in estimator && estimator.estimates === "log-density";
}

function isRatio(estimator: ConditionalEstimator): estimator is RatioEstimator {
  return "estimates" in estimator && estimator.estimates === "log-ratio";
}
