/**
 * Which unit of a masked network needs which leading part of x. In an autoregressive network every unit
 * sees a prefix of x, so that x can be solved for one dimension after the other, each unit being
 * computed once (Germain et al. 2015, MADE; Papamakarios et al. 2017, Masked Autoregressive Flow).
 */
import type { DenseLayer } from "./types.ts";

/**
 * For layers applied to (context, x), how many leading dimensions of x each unit depends on: one array
 * per layer, one entry per output of that layer.
 */
export function prefixNeeds(
  contextFeatures: number,
  layers: readonly DenseLayer[],
): readonly Uint32Array[] {
  const inputCount = layers[0]?.weights.inputs ?? 0;
  let below = Uint32Array.from({ length: inputCount }, (_, i) =>
    Math.max(0, i + 1 - contextFeatures),
  );
  return layers.map((layer) => {
    below = layerNeeds(layer, below);
    return below;
  });
}

function layerNeeds(
  { weights, residual }: DenseLayer,
  below: Uint32Array,
): Uint32Array<ArrayBuffer> {
  const { inputs, outputs, mask } = weights;
  return Uint32Array.from({ length: outputs }, (_, unit) => {
    let need = residual ? below[unit] : 0;
    for (let i = 0; i < inputs; i++) {
      if (mask === undefined || mask[unit * inputs + i] !== 0) need = Math.max(need, below[i]);
    }
    return need;
  });
}
