/*
 * The networks that give a coupling layer its splines. Weights lie in the order in which values pass through
 * them, a block's gate last.
 */
import { identityParams, initConstant, initDense, type Conditioner } from "@retrodict/nn";
import type { DenseLayer, DenseWeights, GraphBuilder, Tensor, Transform } from "@retrodict/tensor";

export interface ConditionerShape {
  /** Dimensions that pass unchanged, and the context. */
  readonly inputs: number;
  readonly contextDim: number;
  readonly hidden: number;
  readonly blocks: number;
  readonly outputs: number;
}

/** Two layers whose sum with the input is gated, unit by unit, by the context. */
interface Block {
  readonly first: DenseWeights;
  readonly second: DenseWeights;
  readonly gate: DenseWeights;
}

/**
 * A residual network (Durkan et al. 2019): a linear layer, `blocks` times
 * `h + W₂ relu(W₁ relu(h)) ∘ sigmoid(V context)`, a linear layer.
 */
export function gatedResidualNet(
  builder: GraphBuilder,
  shape: ConditionerShape,
  transform: Transform,
): Conditioner {
  const { inputs, contextDim, hidden, outputs } = shape;
  const first = builder.weights(inputs, hidden);
  const blocks = Array.from({ length: shape.blocks }, (): Block => ({
    first: builder.weights(hidden, hidden),
    second: builder.weights(hidden, hidden),
    gate: builder.weights(contextDim, hidden),
  }));
  const last = builder.weights(hidden, outputs);
  return Object.freeze<Conditioner>({
    parameters(g, input, context) {
      const start = g.dense(input, linear(first));
      return g.dense(
        blocks.reduce((h, block) => gatedBlock(g, h, context, block), start),
        linear(last),
      );
    },
    init(rng, params) {
      const inner = blocks.flatMap((block) => [block.first, block.second, block.gate]);
      for (const weights of [first, ...inner]) initDense(rng, params, weights);
      initConstant(params, last, identityParams(transform));
    },
  });
}

/** What stands in for it where there is no other dimension: `blocks` layers of rectified units, a linear layer. */
export function rectifiedNet(
  builder: GraphBuilder,
  { inputs, hidden, blocks, outputs }: ConditionerShape,
  transform: Transform,
): Conditioner {
  const layers = Array.from({ length: blocks }, (_, i) =>
    rectified(builder.weights(i === 0 ? inputs : hidden, hidden)),
  );
  const last = builder.weights(blocks === 0 ? inputs : hidden, outputs);
  return Object.freeze<Conditioner>({
    parameters: (g, input) =>
      [...layers, linear(last)].reduce((h, layer) => g.dense(h, layer), input),
    init(rng, params) {
      for (const { weights } of layers) initDense(rng, params, weights);
      initConstant(params, last, identityParams(transform));
    },
  });
}

function gatedBlock(g: GraphBuilder, h: Tensor, context: Tensor, block: Block): Tensor {
  const inner = g.dense(g.unary("relu", h), rectified(block.first));
  const gate = g.unary("sigmoid", g.dense(context, linear(block.gate)));
  return g.binary("add", h, g.binary("multiply", g.dense(inner, linear(block.second)), gate));
}

const linear = (weights: DenseWeights): DenseLayer => ({
  weights,
  activation: "none",
  residual: false,
});

const rectified = (weights: DenseWeights): DenseLayer => ({
  ...linear(weights),
  activation: "relu",
});
