/** The layers that flows are made of. */
import type { DenseLayer, LuWeights, Transform } from "@retrodict/tensor";
import { initConstant, initDense } from "../init-dense.ts";
import { flowStep } from "./flow-graphs.ts";
import { identityParams, rawOne } from "./identity.ts";
import type { FlowLayer } from "./types.ts";

/**
 * Transforms dimension d with parameters that a masked network makes of the context and the dimensions before d
 * (Papamakarios, Pavlakou & Murray 2017). `layers` map (context, value) to the parameters of all dimensions.
 */
export function autoregressiveLayer(
  layers: readonly DenseLayer[],
  transform: Transform,
): FlowLayer {
  return Object.freeze<FlowLayer>({
    forward(g, value, context) {
      const parameters = layers.reduce((h, layer) => g.dense(h, layer), g.concat(context, value));
      return flowStep(g, g.transform(value, parameters, transform));
    },
    inverse: (g, latent, context) => g.autoregressiveInverse(latent, context, layers, transform),
    init(rng, params) {
      for (const { weights } of layers.slice(0, -1)) initDense(rng, params, weights);
      initConstant(params, layers.at(-1)!.weights, identityParams(transform));
    },
  });
}

/** Reorders the dimensions: latent dimension d is target dimension `order[d]`. */
export function permutationLayer(order: readonly number[]): FlowLayer {
  const inverse = order.map((_, d) => order.indexOf(d));
  return Object.freeze<FlowLayer>({
    forward: (g, value) => ({ value: g.gather(value, order) }),
    inverse: (g, latent) => g.gather(latent, inverse),
  });
}

/** A linear map with triangular factors (Kingma & Dhariwal 2018); the identity at first. */
export function luLayer(weights: LuWeights): FlowLayer {
  const { offset, dim } = weights;
  return Object.freeze<FlowLayer>({
    forward: (g, value) => flowStep(g, g.luLinear(value, weights)),
    inverse: (g, latent) => g.inverseLuLinear(latent, weights),
    init(_rng, params) {
      const diagonal = offset + dim * (dim - 1);
      params.fill(0, offset, offset + dim * (dim + 1));
      params.fill(rawOne("softplus"), diagonal, diagonal + dim);
    },
  });
}
