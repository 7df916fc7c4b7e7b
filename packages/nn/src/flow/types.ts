import type { Rng } from "@retrodict/spec";
import type { GraphBuilder, Tensor } from "@retrodict/tensor";

/** One invertible layer of a normalising flow, as operations of a graph. */
export interface FlowLayer {
  /** Target to latent; `logDet`, one feature, is absent where it is 0. */
  forward(g: GraphBuilder, value: Tensor, context: Tensor): FlowStep;
  /** Latent to target. */
  inverse(g: GraphBuilder, latent: Tensor, context: Tensor): Tensor;
  /** Writes the layer's initial weights into the flat vector. */
  init?(rng: Rng, params: Float32Array): void;
}

export interface FlowStep {
  readonly value: Tensor;
  readonly logDet?: Tensor;
}

/** A network that gives the moved dimensions of a coupling layer their parameters, dimension by dimension. */
export interface Conditioner {
  /** `input` is the dimensions that pass unchanged, if there are any, and then the context. */
  parameters(g: GraphBuilder, input: Tensor, context: Tensor): Tensor;
  init(rng: Rng, params: Float32Array): void;
}

/** Reserves the weights of a flow in a graph, layer by layer, from the target to the latent. */
export type FlowDesign = (g: GraphBuilder) => readonly FlowLayer[];
