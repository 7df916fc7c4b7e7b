/** All weights of a graph in the kernels' layout, with their gradients, masks and Adam moments. */
import {
  layersOf,
  luWeightsOf,
  penalisedWeights,
  type DenseWeights,
  type Graph,
  type LuWeights,
} from "@retrodict/tensor";
import type { Arena } from "./arena.ts";
import { eachLuEntry, luLength } from "./lu-layout.ts";
import {
  eachDenseEntry,
  firstPanels,
  panelsOf,
  panelTable,
  type EntryVisitor,
  type Panels,
} from "./panels.ts";

const FLOAT_BYTES = 4;

/** Addresses of the weights that one operation reads. */
export interface PackedBlock {
  readonly weights: number;
  readonly gradient: number;
  /** All ones where a weight stands. */
  readonly mask: number;
}

/** Addresses of one dense layer. */
export interface PackedLayer extends PackedBlock {
  readonly panels: Panels;
  readonly table: number;
  readonly firstPanels: number;
}

export interface PackedParams {
  /** Bytes of each of the four vectors. */
  readonly bytes: number;
  readonly weights: number;
  readonly gradient: number;
  readonly first: number;
  readonly second: number;
  /** All ones where a weight stands, and where one does that a penalty is on. */
  readonly mask: number;
  readonly penalised: number;
  layer(weights: DenseWeights): PackedLayer;
  lu(weights: LuWeights): PackedBlock;
  /** Copies the flat vector into the panels at `address`. */
  pack(flat: Float32Array, floats: Float32Array, address: number): void;
  /** Copies the panels at `address` into the flat vector, leaving what has no counterpart. */
  unpack(floats: Float32Array, address: number, flat: Float32Array): void;
}

/** Weights in a layout of their own, at a place in the packed vectors. */
interface Placed {
  /** Where they start in the flat parameter vector, which names them. */
  readonly offset: number;
  readonly length: number;
  /** Float offset among all blocks. */
  readonly start: number;
  /** Visits each weight's place in the flat vector and in the block. */
  each(visit: EntryVisitor): void;
}

/** Lays out the weights that the graph's nodes use; nodes may share weights. */
export function packedParams(graph: Graph, arena: Arena): PackedParams {
  const placed = placeBlocks(graph);
  const length = placed.reduce((total, block) => total + block.length, 0);
  const { used, positions } = counterparts(graph.paramCount, placed);
  const bytes = length * FLOAT_BYTES;
  const [weights, gradient, first, second] = [0, 0, 0, 0].map(() => arena.reserve(bytes)) as [
    number,
    number,
    number,
    number,
  ];
  const mask = arena.constants(maskBits(length, positions));
  const isPenalised = penalisedWeights(graph);
  const penalised = arena.constants(
    maskBits(
      length,
      positions.filter((_, i) => isPenalised[used[i]] === 1),
    ),
  );
  const blocks = new Map<number, PackedBlock>();
  for (const { offset, start } of placed) {
    const at = start * FLOAT_BYTES;
    blocks.set(offset, { weights: weights + at, gradient: gradient + at, mask: mask + at });
  }
  const layers = new Map<number, PackedLayer>();
  for (const of of graph.nodes.flatMap(layersOf).map((layer) => layer.weights)) {
    if (!layers.has(of.offset)) {
      layers.set(of.offset, { ...blocks.get(of.offset)!, ...panelConstants(of, arena) });
    }
  }
  return Object.freeze<PackedParams>({
    bytes,
    weights,
    gradient,
    first,
    second,
    mask,
    penalised,
    layer: (of) => layers.get(of.offset)!,
    lu: (of) => blocks.get(of.offset)!,
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

/** What the dense kernels read besides the weights. */
export function panelConstants(weights: DenseWeights, arena: Pick<Arena, "constants">) {
  const panels = panelsOf(weights);
  return {
    panels,
    table: arena.constants(panelTable(panels)),
    firstPanels: arena.constants(firstPanels(panels, weights.inputs)),
  };
}

function placeBlocks({ nodes }: Graph): readonly Placed[] {
  const blocks = new Map<number, Omit<Placed, "start">>();
  for (const { weights } of nodes.flatMap(layersOf)) {
    const panels = panelsOf(weights);
    const each = (visit: EntryVisitor): void => eachDenseEntry(weights, panels, visit);
    blocks.set(weights.offset, { offset: weights.offset, length: panels.length, each });
  }
  for (const weights of nodes.flatMap((node) => luWeightsOf(node) ?? [])) {
    const each = (visit: EntryVisitor): void => eachLuEntry(weights, visit);
    blocks.set(weights.offset, { offset: weights.offset, length: luLength(weights.dim), each });
  }
  const all = [...blocks.values()];
  const starts = startsOf(all.map(({ length }) => length));
  return all.map(({ offset, length, each }, i) => ({ offset, length, each, start: starts[i] }));
}

/** Where stretches of these lengths start when they follow one another. */
function startsOf(lengths: readonly number[]): readonly number[] {
  let next = 0;
  return lengths.map((length) => {
    next += length;
    return next - length;
  });
}

/** Entries of the flat parameter vector that are used, and where each stands among the blocks. */
interface Counterparts {
  readonly used: Int32Array;
  readonly positions: Int32Array;
}

/** Masked weights, and weights no node uses, have no counterpart. */
function counterparts(paramCount: number, placed: readonly Placed[]): Counterparts {
  const used = new Int32Array(paramCount);
  const positions = new Int32Array(paramCount);
  let count = 0;
  for (const { start, each } of placed) {
    each((entry, position) => {
      used[count] = entry;
      positions[count++] = start + position;
    });
  }
  return { used: used.slice(0, count), positions: positions.slice(0, count) };
}

/** All ones at each of the positions. */
export function maskBits(length: number, positions: Iterable<number>): Int32Array {
  const bits = new Int32Array(length);
  for (const position of positions) bits[position] = -1;
  return bits;
}
