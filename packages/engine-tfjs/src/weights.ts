/** The flat parameter vector as tensors: one per matrix or vector of weights. */
import {
  layersOf,
  luWeightsOf,
  type DenseWeights,
  type Graph,
  type LuWeights,
} from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";

/** The stretch of the parameter vector that starts at `offset`, one tensor of a graph's weights. */
export type Weights = (offset: number) => tf.Tensor1D;

/** How many numbers the parts of a layer's weights take, in order. */
const denseParts = ({ inputs, outputs }: DenseWeights): readonly number[] => [
  inputs * outputs,
  outputs,
];

/** Entries of a strict triangle of `dim` rows. */
export const triangleLength = (dim: number): number => (dim * (dim - 1)) / 2;

const luParts = ({ dim }: LuWeights): readonly number[] => [
  triangleLength(dim),
  triangleLength(dim),
  dim,
  dim,
];

/**
 * How to cut the parameter vector of a graph. The cut is part of what TensorFlow.js differentiates, so
 * that the weights' gradient comes out flat.
 */
export function weightLayout(graph: Graph): (flat: tf.Tensor1D) => Weights {
  const lengths = partLengths(graph);
  const starts: number[] = [];
  let end = 0;
  for (const length of lengths) {
    starts.push(end);
    end += length;
  }
  const mask = maskOf(graph);
  return (flat) => {
    const used = mask === undefined ? flat : tf.mul(flat, tf.tensor1d(mask));
    const parts = lengths.length > 1 ? tf.split(used, [...lengths]) : [used];
    const byOffset = new Map(starts.map((start, i) => [start, parts[i]]));
    return (offset) => byOffset.get(offset)! as tf.Tensor1D;
  };
}

/** Lengths of all parts in order, of what no node uses too; they add up to the whole vector. */
function partLengths({ nodes, paramCount }: Graph): readonly number[] {
  const parts = new Map<number, readonly number[]>();
  for (const node of nodes) {
    for (const { weights } of layersOf(node)) parts.set(weights.offset, denseParts(weights));
    const lu = luWeightsOf(node);
    if (lu !== undefined) parts.set(lu.offset, luParts(lu));
  }
  const lengths: number[] = [];
  let end = 0;
  for (const [offset, of] of [...parts].toSorted(([a], [b]) => a - b)) {
    lengths.push(offset - end, ...of);
    end = offset + of.reduce((total, length) => total + length, 0);
  }
  return [...lengths, paramCount - end].filter((length) => length > 0);
}

/** 0 for weights that a mask leaves out, 1 for all others; undefined if there are no masks. */
function maskOf({ nodes, paramCount }: Graph): Float32Array | undefined {
  const masked = nodes.flatMap(layersOf).filter(({ weights }) => weights.mask !== undefined);
  if (masked.length === 0) return undefined;
  const result = new Float32Array(paramCount).fill(1);
  for (const { weights } of masked) result.set(weights.mask!, weights.offset);
  return result;
}
