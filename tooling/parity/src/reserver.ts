/** Weights of a graph that are read from a Python network while the graph is built. */
import type { Activation, DenseLayer, GraphBuilder } from "@retrodict/tensor";
import type { Linear } from "./state.ts";

export interface Reserver {
  /** The graph being built. */
  readonly g: GraphBuilder;
  /** Reserves a layer's weights, and notes their values. */
  dense(layer: Linear, activation: Activation): DenseLayer;
}

/** Reserves weights in `g` and appends their values to `params`, so that the two have the same layout. */
export function reserver(g: GraphBuilder, params: number[]): Reserver {
  return Object.freeze<Reserver>({
    g,
    dense({ inputs, outputs, weight, bias, mask }, activation) {
      params.push(...weight, ...bias);
      return { weights: g.weights(inputs, outputs, mask), activation, residual: false };
    },
  });
}
