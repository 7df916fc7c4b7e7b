/*
 * The flow as two graphs over the same weights. Each of the T transforms maps h to z = s ∘ h + b, where the
 * masked network of (context, h) gives dimension d its scale s and shift b from the context and h[0 … d−1];
 * between transforms the order of the dimensions is reversed (Papamakarios, Pavlakou & Murray 2017).
 */
import { madeLayers } from "@retrodict/nn";
import {
  graph,
  type DenseLayer,
  type Graph,
  type GraphBuilder,
  type Tensor,
} from "@retrodict/tensor";
import type { MafConfig } from "./config.ts";

const AFFINE = { kind: "affine", positivity: "softplus" } as const;

/** Inputs (target, context); outputs: `log q(target | context)`, and the latent that the flow maps the target to. */
export function densityGraph(config: MafConfig): Graph {
  const g = graph();
  let h = g.input("target", config.targetDim);
  const context = g.input("context", config.contextDim);
  const logScales: Tensor[] = [];
  for (const [t, layers] of transformLayers(g, config).entries()) {
    if (t > 0) h = reverse(g, h);
    const conditioner = layers.reduce(
      (value, layer) => g.dense(value, layer),
      g.concat(context, h),
    );
    const flow = g.transform(h, conditioner, AFFINE);
    h = g.gather(flow, range(config.targetDim));
    logScales.push(g.gather(flow, [config.targetDim]));
  }
  return g.build([g.sum(g.concat(g.normalLogDensity(h), ...logScales))]);
}

/** Inputs (latent, context); output: the target that the density's flow maps to `latent`. */
export function inverseGraph(config: MafConfig): Graph {
  const g = graph();
  let h = g.input("latent", config.targetDim);
  const context = g.input("context", config.contextDim);
  for (const [i, layers] of transformLayers(g, config).toReversed().entries()) {
    if (i > 0) h = reverse(g, h);
    h = g.autoregressiveInverse(h, context, layers, AFFINE);
  }
  return g.build([h]);
}

/** The masked networks, first transform first; both graphs reserve their weights in this order. */
export function transformLayers(g: GraphBuilder, config: MafConfig): (readonly DenseLayer[])[] {
  return Array.from({ length: config.transforms }, () => madeLayers(g, { ...config, outputs: 2 }));
}

function reverse(g: GraphBuilder, h: Tensor): Tensor {
  return h.features === 1 ? h : g.gather(h, range(h.features).toReversed());
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
