import { layersOf } from "./nodes.ts";
import type { Graph } from "./types.ts";

/** 1 at the places, in the flat parameter vector, of the weights that a penalty is on; 0 at biases and all others. */
export function penalisedWeights({ nodes, paramCount }: Graph): Uint8Array {
  const penalised = new Uint8Array(paramCount);
  for (const { weights } of nodes.flatMap(layersOf)) {
    const { offset, inputs, outputs, mask } = weights;
    for (let w = 0; w < inputs * outputs; w++) penalised[offset + w] = mask?.[w] === 0 ? 0 : 1;
  }
  return penalised;
}
