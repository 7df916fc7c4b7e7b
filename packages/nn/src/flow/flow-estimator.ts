import { assertLength } from "@retrodict/check";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorShape,
  Recipe,
} from "@retrodict/spec";
import { graph, type Engine } from "@retrodict/tensor";
import { chunkedProgram } from "../estimator/chunked-program.ts";
import { graphEstimator } from "../estimator/graph-estimator.ts";
import { flowDistribution } from "./flow-distribution.ts";
import { densityGraph, inverseGraph } from "./flow-graphs.ts";
import type { FlowDesign } from "./types.ts";

/** What makes an estimator of a flow. */
export interface FlowEstimatorDesign {
  /** The package that errors name. */
  readonly source: string;
  readonly shape: EstimatorShape;
  readonly config: EstimatorConfig;
  readonly recipe?: Recipe;
  readonly engine: Engine;
  readonly flow: FlowDesign;
}

/** A normalising flow, layer by layer, as a density estimator (Papamakarios et al. 2021). */
export function flowEstimator(design: FlowEstimatorDesign): ConditionalDensityEstimator {
  const { source, shape, engine, flow } = design;
  const density = densityGraph(shape, flow);
  const inverse = chunkedProgram(engine, inverseGraph(shape, flow));
  const { estimator, scores } = graphEstimator({
    ...design,
    graph: density,
    init(rng) {
      const params = new Float32Array(density.paramCount);
      const learned = flow(graph()).filter((layer) => layer.init !== undefined);
      learned.forEach((layer, i) => layer.init!(rng.fork(i), params));
      return params;
    },
  });
  return Object.freeze<ConditionalDensityEstimator>({
    ...estimator,
    estimates: "log-density",
    condition(params, context) {
      assertLength(params, density.paramCount, "params", source);
      assertLength(context, shape.contextDim, "context", source);
      return flowDistribution({
        source,
        targetDim: shape.targetDim,
        density: scores,
        inverse,
        params: params.slice(),
        context: context.slice(),
      });
    },
  });
}
