/* What the tests of embeddings share. */
import type {
  ConditionalDensityEstimator,
  ConditionalEstimator,
  EstimatorFactory,
  Matrix,
  RatioEstimator,
} from "@retrodict/spec";
import { graph, referenceEngine, type CompileOptions } from "@retrodict/tensor";
import { graphEstimator } from "../estimator/graph-estimator.ts";
import { flowEstimator } from "../flow/flow-estimator.ts";
import { autoregressiveLayer } from "../flow/layers.ts";
import { initDense } from "../init-dense.ts";
import { madeLayers } from "../made.ts";
import type { Embedding } from "./types.ts";

const engine = referenceEngine();

/** A small flow. */
export const flow: EstimatorFactory<ConditionalDensityEstimator> = (shape) =>
  flowEstimator({
    source: "test",
    shape,
    config: { kind: "flow", ...shape },
    engine,
    flow: (g) => [
      autoregressiveLayer(madeLayers(g, { ...shape, hidden: 5, blocks: 1, outputs: 2 }), {
        kind: "affine",
        positivity: "softplus",
      }),
    ],
  });

/** A small classifier. */
export const ratio: EstimatorFactory<RatioEstimator> = (shape) => {
  const g = graph();
  const pair = g.concat(g.input("target", shape.targetDim), g.input("context", shape.contextDim));
  const inner = g.weights(pair.features, 4);
  const outer = g.weights(4, 1);
  const hidden = g.dense(pair, { weights: inner, activation: "tanh", residual: false });
  const logit = g.dense(hidden, { weights: outer, activation: "none", residual: false });
  const built = g.build([logit]);
  const { estimator } = graphEstimator({
    source: "test",
    shape,
    config: { kind: "ratio", ...shape },
    engine,
    graph: built,
    init(rng) {
      const params = new Float32Array(built.paramCount);
      for (const weights of [inner, outer]) initDense(rng, params, weights);
      return params;
    },
  });
  return { ...estimator, estimates: "log-ratio" };
};

/** The same estimator as somebody may write it who has no training session. */
export function withoutSession<E extends ConditionalEstimator>(
  factory: EstimatorFactory<E>,
): EstimatorFactory<Omit<E, "session">> {
  return (shape) => {
    const { session: _session, ...rest } = factory(shape);
    return rest;
  };
}

/** Rows that every forward pass of the embedding was given, one number per pass. */
export function counted(embedding: Embedding): {
  readonly embedding: Embedding;
  readonly passes: number[];
} {
  const passes: number[] = [];
  const compile = (options: CompileOptions) => {
    const program = embedding.compile(options);
    return Object.freeze({
      ...program,
      forward(inputs: Parameters<typeof program.forward>[0]) {
        passes.push(inputs[0].rows);
        return program.forward(inputs);
      },
    });
  };
  return { embedding: { ...embedding, compile }, passes };
}

/** What an embedding makes of rows. */
export function outputs(embedding: Embedding, params: Float32Array, data: Matrix): Matrix {
  const program = embedding.compile({ rows: data.rows });
  program.setParams(params);
  return program.forward([embedding.prepare?.(data) ?? data])[0];
}
