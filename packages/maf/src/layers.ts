/*
 * Each of the T transforms maps h to z = s ∘ h + b, or bends it with a spline, where the masked network of
 * (context, h) gives dimension d its parameters from the context and h[0 … d−1]; between transforms the order
 * of the dimensions is reversed (Papamakarios, Pavlakou & Murray 2017).
 */
import { autoregressiveLayer, madeLayers, permutationLayer, type FlowLayer } from "@retrodict/nn";
import { transformParams, type GraphBuilder } from "@retrodict/tensor";
import type { MafConfig } from "./config.ts";

const AFFINE = { kind: "affine", positivity: "softplus" } as const;

/** The flow's layers, from the target to the latent. */
export function mafLayers(g: GraphBuilder, config: MafConfig): readonly FlowLayer[] {
  const outputs = transformParams(AFFINE);
  const reversed = Array.from({ length: config.targetDim }, (_, d) => config.targetDim - 1 - d);
  return Array.from({ length: config.transforms }, (_, t) => {
    const transform = autoregressiveLayer(madeLayers(g, { ...config, outputs }), AFFINE);
    return t > 0 && config.targetDim > 1 ? [permutationLayer(reversed), transform] : [transform];
  }).flat();
}
