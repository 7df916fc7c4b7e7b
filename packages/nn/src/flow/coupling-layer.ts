import type { GraphBuilder, Tensor, Transform } from "@retrodict/tensor";
import { flowStep } from "./flow-graphs.ts";
import type { Conditioner, FlowLayer } from "./types.ts";

/**
 * Transforms the dimensions for which `moved` is true, with parameters that `conditioner` makes of the others,
 * which pass unchanged, and of the context (Dinh, Sohl-Dickstein & Bengio 2017).
 */
export function couplingLayer(
  moved: readonly boolean[],
  conditioner: Conditioner,
  transform: Transform,
): FlowLayer {
  const dims = moved.map((_, d) => d);
  const movedDims = dims.filter((d) => moved[d]);
  const keptDims = dims.filter((d) => !moved[d]);
  const parameters = (g: GraphBuilder, value: Tensor, context: Tensor): Tensor =>
    conditioner.parameters(
      g,
      keptDims.length === 0 ? context : g.concat(g.gather(value, keptDims), context),
      context,
    );
  const replaceMoved = (g: GraphBuilder, value: Tensor, by: Tensor): Tensor =>
    g.gather(
      g.concat(value, by),
      dims.map((d) => (moved[d] ? dims.length + movedDims.indexOf(d) : d)),
    );
  return Object.freeze<FlowLayer>({
    forward(g, value, context) {
      const before = g.gather(value, movedDims);
      const step = flowStep(g, g.transform(before, parameters(g, value, context), transform));
      return { ...step, value: replaceMoved(g, value, step.value) };
    },
    inverse(g, latent, context) {
      const after = g.gather(latent, movedDims);
      const before = g.inverseTransform(after, parameters(g, latent, context), transform);
      return replaceMoved(g, latent, before);
    },
    init: (rng, params) => conditioner.init(rng, params),
  });
}
