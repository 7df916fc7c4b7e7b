/*
 * Each of the T transforms maps h to z = s ∘ h + b, or bends it with a spline, where the masked network of
 * (context, h) gives dimension d its parameters from the context and h[0 … d−1]; between transforms the order
 * of the dimensions is reversed (Papamakarios, Pavlakou & Murray 2017; Durkan et al. 2019).
 */
import { autoregressiveLayer, madeLayers, permutationLayer, type FlowLayer } from "@retrodict/nn";
import { transformParams, type GraphBuilder, type Transform } from "@retrodict/tensor";
import type { MafConfig } from "./config.ts";

/** The flow's layers, from the target to the latent. */
export function mafLayers(g: GraphBuilder, config: MafConfig): readonly FlowLayer[] {
  const by = transformOf(config);
  const outputs = transformParams(by);
  const reversed = Array.from({ length: config.targetDim }, (_, d) => config.targetDim - 1 - d);
  return Array.from({ length: config.transforms }, (_, t) => {
    const transform = autoregressiveLayer(madeLayers(g, { ...config, outputs }), by);
    return t > 0 && config.targetDim > 1 ? [permutationLayer(reversed), transform] : [transform];
  }).flat();
}

/** Logits of splines are scaled down with the width of the layer that makes them. */
function transformOf({ bins, bound, hidden }: MafConfig): Transform {
  if (bins === undefined || bound === undefined) return { kind: "affine", positivity: "softplus" };
  const logitScale = 1 / Math.sqrt(hidden);
  return { kind: "spline", positivity: "softplus", bins, bound, logitScale };
}
