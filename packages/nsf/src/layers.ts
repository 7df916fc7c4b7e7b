/*
 * Each of the T layers bends its dimensions with splines and then mixes all of them linearly (Durkan et al. 2019,
 * "Neural Spline Flows"). In the coupling form the even dimensions are bent first, then the odd ones, in turn; in
 * the autoregressive form the order of the dimensions is reversed between two layers, since no linear map with
 * triangular factors near the identity could undo the order.
 */
import {
  autoregressiveLayer,
  couplingLayer,
  luLayer,
  madeLayers,
  permutationLayer,
  type FlowLayer,
} from "@retrodict/nn";
import { transformParams, type GraphBuilder, type Transform } from "@retrodict/tensor";
import { gatedResidualNet, rectifiedNet } from "./conditioner.ts";
import type { NsfConfig } from "./config.ts";

/** The flow's layers, from the target to the latent. */
export function nsfLayers(g: GraphBuilder, config: NsfConfig): readonly FlowLayer[] {
  const { targetDim, transforms, form } = config;
  const layer = form === "coupling" ? couplingSpline : autoregressiveSpline;
  return Array.from({ length: transforms }, (_, t) =>
    targetDim === 1
      ? layer(g, config, t)
      : [...layer(g, config, t), luLayer(g.luWeights(targetDim))],
  ).flat();
}

function couplingSpline(g: GraphBuilder, config: NsfConfig, t: number): readonly FlowLayer[] {
  const { targetDim, contextDim } = config;
  const moved = Array.from({ length: targetDim }, (_, d) => targetDim === 1 || d % 2 === t % 2);
  const count = moved.filter((move) => move).length;
  const spline = splineOf(config);
  const shape = {
    ...config,
    inputs: targetDim - count + contextDim,
    outputs: count * transformParams(spline),
  };
  const conditioner = targetDim === 1 ? rectifiedNet : gatedResidualNet;
  return [couplingLayer(moved, conditioner(g, shape, spline), spline)];
}

function autoregressiveSpline(g: GraphBuilder, config: NsfConfig, t: number): readonly FlowLayer[] {
  const { targetDim } = config;
  const spline = splineOf(config);
  const layers = madeLayers(g, { ...config, outputs: transformParams(spline) });
  const transform = autoregressiveLayer(layers, spline);
  const reversed = Array.from({ length: targetDim }, (_, d) => targetDim - 1 - d);
  return t > 0 && targetDim > 1 ? [permutationLayer(reversed), transform] : [transform];
}

/** Logits are scaled down with the width of the layer that makes them, so that its weights start alike. */
function splineOf({ bins, bound, hidden }: NsfConfig): Transform {
  const logitScale = 1 / Math.sqrt(hidden);
  return { kind: "spline", positivity: "softplus", bins, bound, logitScale };
}
