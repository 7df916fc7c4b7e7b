import { assertLength, assertMatrix } from "@retrodict/check";
import type {
  ConditionalEstimator,
  EstimatorConfig,
  EstimatorShape,
  Matrix,
  Recipe,
  Rng,
} from "@retrodict/spec";
import type { Engine, Graph } from "@retrodict/tensor";
import { chunkedProgram, type ChunkedProgram } from "./chunked-program.ts";
import { graphSession } from "./graph-session.ts";
import { graphVjp } from "./graph-vjp.ts";

/** What makes an estimator of a graph. */
export interface GraphEstimatorDesign {
  /** The package that errors name. */
  readonly source: string;
  readonly shape: EstimatorShape;
  readonly config: EstimatorConfig;
  readonly recipe?: Recipe;
  /** Inputs (target, context) of the shape's dimensions; one output of one feature, the score. */
  readonly graph: Graph;
  readonly engine: Engine;
  init(rng: Rng): Float32Array;
}

/** An estimator whose score is computed by a graph, and the program that computes it. */
export interface GraphEstimator {
  readonly estimator: ConditionalEstimator;
  readonly scores: ChunkedProgram;
}

/** Turns a graph into an estimator; programs are compiled on first use. */
export function graphEstimator(design: GraphEstimatorDesign): GraphEstimator {
  const { source, config, recipe, graph, engine } = design;
  const { targetDim, contextDim } = design.shape;
  const { paramCount } = graph;
  const scores = chunkedProgram(engine, graph);
  const differentiable = chunkedProgram(engine, graph, true);

  function check(params: Float32Array, target: Matrix, context: Matrix): void {
    assertLength(params, paramCount, "params", source);
    assertMatrix(target, { cols: targetDim }, "target", source);
    assertMatrix(context, { rows: target.rows, cols: contextDim }, "context", source);
  }
  const estimator = Object.freeze<ConditionalEstimator>({
    shape: Object.freeze({ targetDim, contextDim }),
    config,
    ...(recipe === undefined ? {} : { recipe }),
    paramCount,
    init: (rng) => design.init(rng),
    score(params, target, context) {
      check(params, target, context);
      scores.load(params);
      return scores.run(target, context).data;
    },
    scoreVjp(params, target, context) {
      check(params, target, context);
      return graphVjp(differentiable, params.slice(), target, context, source);
    },
    session(params, rows, { contextGradient = false, targetGradient = false } = {}) {
      assertLength(params, paramCount, "params", source);
      const inputGradients = contextGradient || targetGradient;
      return graphSession(engine.compile(graph, { rows, gradients: true, inputGradients }), params);
    },
  });
  return Object.freeze({ estimator, scores });
}
