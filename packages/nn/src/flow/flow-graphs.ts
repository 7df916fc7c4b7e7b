/** A flow as two graphs over the same weights: its log-density, and its inverse. */
import type { EstimatorShape } from "@retrodict/spec";
import { graph, type Graph, type GraphBuilder, type Tensor } from "@retrodict/tensor";
import type { FlowDesign, FlowStep } from "./types.ts";

/** Inputs (target, context); output `log q(target | context)`, the latent being standard normal. */
export function densityGraph({ targetDim, contextDim }: EstimatorShape, design: FlowDesign): Graph {
  const g = graph();
  const target = g.input("target", targetDim);
  const context = g.input("context", contextDim);
  const logDets: Tensor[] = [];
  const latent = design(g).reduce((h, layer) => {
    const { value, logDet } = layer.forward(g, h, context);
    if (logDet !== undefined) logDets.push(logDet);
    return value;
  }, target);
  return g.build([g.sum(g.concat(g.normalLogDensity(latent), ...logDets))]);
}

/** Inputs (latent, context); output: the target that the flow maps to `latent`. */
export function inverseGraph({ targetDim, contextDim }: EstimatorShape, design: FlowDesign): Graph {
  const g = graph();
  const latent = g.input("latent", targetDim);
  const context = g.input("context", contextDim);
  const target = design(g).reduceRight((h, layer) => layer.inverse(g, h, context), latent);
  return g.build([target]);
}

/** Parts an operation's result, D values and then their log-determinant. */
export function flowStep(g: GraphBuilder, result: Tensor): FlowStep {
  const dim = result.features - 1;
  const indices = Array.from({ length: dim }, (_, i) => i);
  return { value: g.gather(result, indices), logDet: g.gather(result, [dim]) };
}
