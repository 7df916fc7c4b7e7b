/*
 * The probabilities of the discrete columns: a masked network (MADE; Germain et al. 2015) whose logits for a column
 * depend on the context and on the codes of the columns before it.
 */
import { initConstant, initDense, madeDegrees } from "@retrodict/nn";
import type { Rng } from "@retrodict/spec";
import {
  graph,
  type DenseLayer,
  type Graph,
  type GraphBuilder,
  type Tensor,
} from "@retrodict/tensor";
import type { MixedConfig } from "./config.ts";
import type { Layout } from "./layout.ts";

export interface Network {
  /** Inputs (codes, context); one output, the log-probability of the codes. */
  readonly probability: Graph;
  /** The same inputs; one output, the logits of all codes. */
  readonly logits: Graph;
  /** Initial weights: every value of a column is equally probable. */
  init(rng: Rng): Float32Array;
}

export function network(config: MixedConfig, layout: Layout): Network {
  const probability = probabilityGraph(config, layout);
  return {
    probability,
    logits: logitsGraph(config, layout),
    init(rng) {
      const params = new Float32Array(probability.paramCount);
      const layers = maskedLayers(graph(), config, layout);
      layers.forEach(({ weights }, i) => initDense(rng.fork(i), params, weights));
      initConstant(params, layers.at(-1)!.weights, [0]);
      return params;
    },
  };
}

/** Column by column the logit of the code less the logarithm of what normalises it. */
function probabilityGraph(config: MixedConfig, layout: Layout): Graph {
  const g = graph();
  const { codes, logits } = logitsOf(g, config, layout);
  const normalisers = layout.discrete.map(({ first, values }) =>
    g.logSumExp(
      g.gather(
        logits,
        values.map((_, k) => first + k),
      ),
    ),
  );
  const chosen = g.sum(g.binary("multiply", codes, logits));
  return g.build([g.binary("subtract", chosen, g.sum(g.concat(...normalisers)))]);
}

function logitsGraph(config: MixedConfig, layout: Layout): Graph {
  const g = graph();
  return g.build([logitsOf(g, config, layout).logits]);
}

interface Logits {
  readonly codes: Tensor;
  readonly logits: Tensor;
}

function logitsOf(g: GraphBuilder, config: MixedConfig, layout: Layout): Logits {
  const codes = g.input("codes", layout.entries);
  const context = g.input("context", config.contextDim);
  const logits = maskedLayers(g, config, layout).reduce(
    (input, layer) => g.dense(input, layer),
    g.concat(context, codes),
  );
  return { codes, logits };
}

/** A linear layer, residual tanh blocks, a linear layer; a unit of degree k sees the context and the first k columns. */
function maskedLayers(
  g: GraphBuilder,
  { contextDim, hidden, blocks }: MixedConfig,
  { discrete, entries }: Layout,
): readonly DenseLayer[] {
  const columnOf = discrete.flatMap(({ values }, index) => values.map(() => index));
  const degrees = madeDegrees(discrete.length, hidden);
  const weights = (inputs: number, units: number, sees: (unit: number, input: number) => boolean) =>
    g.weights(
      inputs,
      units,
      Uint8Array.from({ length: units * inputs }, (_, at) =>
        Number(sees(Math.floor(at / inputs), at % inputs)),
      ),
    );
  const linear = { activation: "none", residual: false } as const;
  const block = { activation: "tanh", residual: true } as const;
  return [
    {
      ...linear,
      weights: weights(
        contextDim + entries,
        hidden,
        (unit, input) => input < contextDim || columnOf[input - contextDim] < degrees[unit],
      ),
    },
    ...Array.from({ length: blocks }, () => ({
      ...block,
      weights: weights(hidden, hidden, (unit, input) => degrees[input] <= degrees[unit]),
    })),
    {
      ...linear,
      weights: weights(hidden, entries, (unit, input) => degrees[input] <= columnOf[unit]),
    },
  ];
}
