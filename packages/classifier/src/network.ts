/** The network as operations of a graph; its weights are its dense layers in order. */
import { initConstant, initDense } from "@retrodict/nn";
import type { Rng } from "@retrodict/spec";
import {
  graph,
  type Activation,
  type DenseWeights,
  type Graph,
  type GraphBuilder,
  type Tensor,
} from "@retrodict/tensor";
import type { ClassifierConfig } from "./config.ts";

export interface Network {
  /** Inputs (target, context); one output, the logit. */
  readonly graph: Graph;
  /** Initial weights: the logit is 0 whatever the pair, a network that knows nothing yet. */
  init(rng: Rng): Float32Array;
}

export function network(config: ClassifierConfig): Network {
  const { targetDim, contextDim, net, blocks, hidden } = config;
  const g = graph();
  const reserved: DenseWeights[] = [];
  const dense = (input: Tensor, outputs: number, activation: Activation): Tensor => {
    const weights = g.weights(input.features, outputs);
    reserved.push(weights);
    return g.dense(input, { weights, activation, residual: false });
  };
  const pair = g.concat(g.input("target", targetDim), g.input("context", contextDim));
  let h = pair;
  if (net === "plain") {
    for (let i = 0; i < blocks; i++) h = dense(h, hidden, "relu");
  } else {
    h = dense(h, hidden, "none");
    for (let i = 0; i < blocks; i++) h = residualBlock(g, h, dense);
  }
  const logit = dense(h, 1, "none");
  const built = g.build([logit]);
  return {
    graph: built,
    init(rng) {
      const params = new Float32Array(built.paramCount);
      reserved.forEach((weights, i) => initDense(rng.fork(i), params, weights));
      initConstant(params, reserved.at(-1)!, [0]);
      return params;
    },
  };
}

/** h + W₂ relu(W₁ relu(h)): activation first, so that blocks may undo each other (He et al. 2016). */
function residualBlock(
  g: GraphBuilder,
  h: Tensor,
  dense: (input: Tensor, outputs: number, activation: Activation) => Tensor,
): Tensor {
  const inner = dense(g.unary("relu", h), h.features, "relu");
  return g.binary("add", h, dense(inner, h.features, "none"));
}
