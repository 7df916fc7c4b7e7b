/** All weights of a graph in the kernels' layout, with their gradients, masks and Adam moments. */
import { layersOf, type DenseWeights, type Graph } from "@retrodict/tensor";
import type { Arena } from "./arena.ts";
import {
  biasIndex,
  firstPanels,
  panelsOf,
  panelTable,
  weightIndex,
  type Panels,
} from "./panels.ts";

const FLOAT_BYTES = 4;
/** The flat vector's position has no counterpart: its weight is masked, or its layer is not used. */
const ABSENT = -1;

/** Addresses of one layer. */
export interface PackedLayer {
  readonly panels: Panels;
  readonly table: number;
  readonly firstPanels: number;
  readonly weights: number;
  readonly gradient: number;
  readonly mask: number;
}

export interface PackedParams {
  /** Bytes of each of the four vectors. */
  readonly bytes: number;
  readonly weights: number;
  readonly gradient: number;
  readonly first: number;
  readonly second: number;
  layer(weights: DenseWeights): PackedLayer;
  /** Copies the flat vector into the panels at `address`. */
  pack(flat: Float32Array, floats: Float32Array, address: number): void;
  /** Copies the panels at `address` into the flat vector, leaving what has no counterpart. */
  unpack(floats: Float32Array, address: number, flat: Float32Array): void;
}

interface Placed {
  readonly weights: DenseWeights;
  readonly panels: Panels;
  /** Float offset among all panels. */
  readonly start: number;
}

/** Lays out the weights that the graph's nodes use; nodes may share a layer's weights. */
export function packedParams(graph: Graph, arena: Arena): PackedParams {
  const placed = placeLayers(graph);
  const length = placed.reduce((total, { panels }) => total + panels.length, 0);
  const positions = flatPositions(graph.paramCount, placed);
  const bytes = length * FLOAT_BYTES;
  const [weights, gradient, first, second] = [0, 0, 0, 0].map(() => arena.reserve(bytes)) as [
    number,
    number,
    number,
    number,
  ];
  const mask = arena.constants(maskBits(length, positions));
  const layers = new Map<number, PackedLayer>();
  for (const { weights: of, panels, start } of placed) {
    const offset = start * FLOAT_BYTES;
    layers.set(of.offset, {
      panels,
      table: arena.constants(panelTable(panels)),
      firstPanels: arena.constants(firstPanels(panels, of.inputs)),
      weights: weights + offset,
      gradient: gradient + offset,
      mask: mask + offset,
    });
  }
  return Object.freeze<PackedParams>({
    bytes,
    weights,
    gradient,
    first,
    second,
    layer: (of) => layers.get(of.offset)!,
    pack(flat, floats, address) {
      const start = address / FLOAT_BYTES;
      positions.forEach((position, i) => {
        if (position !== ABSENT) floats[start + position] = flat[i]!;
      });
    },
    unpack(floats, address, flat) {
      const start = address / FLOAT_BYTES;
      positions.forEach((position, i) => {
        if (position !== ABSENT) flat[i] = floats[start + position]!;
      });
    },
  });
}

function placeLayers(graph: Graph): readonly Placed[] {
  const distinct = new Map<number, DenseWeights>();
  for (const { weights } of graph.nodes.flatMap(layersOf)) distinct.set(weights.offset, weights);
  let start = 0;
  return [...distinct.values()].map((weights) => {
    const panels = panelsOf(weights);
    start += panels.length;
    return { weights, panels, start: start - panels.length };
  });
}

/** Where each entry of the flat parameter vector stands among the panels. */
function flatPositions(paramCount: number, placed: readonly Placed[]): Int32Array {
  const positions = new Int32Array(paramCount).fill(ABSENT);
  for (const { weights, panels, start } of placed) {
    const { offset, inputs, outputs, mask } = weights;
    for (let output = 0; output < outputs; output++) {
      positions[offset + inputs * outputs + output] = start + biasIndex(panels, output);
      for (let input = 0; input < inputs; input++) {
        const w = output * inputs + input;
        if (mask?.[w] !== 0) positions[offset + w] = start + weightIndex(panels, output, input);
      }
    }
  }
  return positions;
}

function maskBits(length: number, positions: Int32Array): Int32Array {
  const bits = new Int32Array(length);
  for (const position of positions) if (position !== ABSENT) bits[position] = -1;
  return bits;
}
