import { initDense } from "@retrodict/nn";
import type { Rng } from "@retrodict/spec";
import { graph } from "@retrodict/tensor";
import type { MafConfig } from "./config.ts";
import { transformLayers } from "./graphs.ts";

/** The raw scale a at which `softplus(a) + 1e-3`, the scale of `affineFlow`, is 1. */
const UNIT_SCALE = Math.log(Math.expm1(1 - 1e-3));

/**
 * Fresh weights: hidden layers at random (`initDense`), output layers such that every transform is the
 * identity, so that training starts from the standard normal.
 */
export function initMaf(rng: Rng, config: MafConfig, paramCount: number): Float32Array {
  const params = new Float32Array(paramCount);
  for (const [t, layers] of transformLayers(graph(), config).entries()) {
    const stream = rng.fork(t);
    for (const { weights } of layers.slice(0, -1)) initDense(stream, params, weights);
    const { offset, inputs, outputs } = layers.at(-1)!.weights;
    const biases = offset + inputs * outputs;
    for (let d = 1; d < outputs; d += 2) params[biases + d] = UNIT_SCALE;
  }
  return params;
}
