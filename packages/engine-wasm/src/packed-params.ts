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
  const { used, positions } = counterparts(graph.paramCount, placed);
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
      for (let i = 0; i < used.length; i++) floats[start + positions[i]] = flat[used[i]];
    },
    unpack(floats, address, flat) {
      const start = address / FLOAT_BYTES;
      for (let i = 0; i < used.length; i++) flat[used[i]] = floats[start + positions[i]];
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

/** Entries of the flat parameter vector that are used, and where each stands among the panels. */
interface Counterparts {
  readonly used: Int32Array;
  readonly positions: Int32Array;
}

/** Masked weights, and layers no node uses, have no counterpart. */
function counterparts(paramCount: number, placed: readonly Placed[]): Counterparts {
  const used = new Int32Array(paramCount);
  const positions = new Int32Array(paramCount);
  let count = 0;
  const add = (entry: number, position: number): void => {
    used[count] = entry;
    positions[count++] = position;
  };
  for (const { weights, panels, start } of placed) {
    const { offset, inputs, outputs, mask } = weights;
    for (let output = 0; output < outputs; output++) {
      add(offset + inputs * outputs + output, start + biasIndex(panels, output));
      for (let input = 0; input < inputs; input++) {
        const w = output * inputs + input;
        if (mask?.[w] !== 0) add(offset + w, start + weightIndex(panels, output, input));
      }
    }
  }
  return { used: used.slice(0, count), positions: positions.slice(0, count) };
}

function maskBits(length: number, positions: Int32Array): Int32Array {
  const bits = new Int32Array(length);
  for (const position of positions) bits[position] = -1;
  return bits;
}
