/** What the graph builder refuses, and how it says so. */
import { assert } from "@retrodict/check";
import { prefixNeeds } from "./autoregressive.ts";
import type { DenseLayer, DenseWeights, Node, Tensor } from "./types.ts";

export const SOURCE = "tensor";

/** A tensor must have come from the builder whose `nodes` these are. */
export function assertOwn(nodes: readonly Node[], { id, features }: Tensor): void {
  assert(
    nodes[id]?.features === features,
    "argument",
    SOURCE,
    () => `expected a tensor of this graph, got id ${id}; use one graph builder throughout`,
  );
}

/** Operands must match feature by feature. */
export function assertFeatures(tensor: Tensor, features: number, name: string): void {
  assert(
    tensor.features === features,
    "shape",
    SOURCE,
    () =>
      `expected ${name} to have ${features} features, got ${tensor.features}; nothing broadcasts, gather repeats features`,
  );
}

/** Indices must name features. */
export function assertIndices(indices: readonly number[], features: number): void {
  for (const index of indices) {
    assert(
      Number.isInteger(index) && index >= 0 && index < features,
      "range",
      SOURCE,
      () => `expected indices from 0 to ${features - 1}, got ${index}; index features of the input`,
    );
  }
}

/** A layer must fit its input, and a residual one its output as well. */
export function assertLayer({ weights, residual }: DenseLayer, features: number): void {
  assert(
    weights.inputs === features,
    "shape",
    SOURCE,
    () =>
      `expected weights for ${features} inputs, got weights for ${weights.inputs}; reserve weights of that shape`,
  );
  assert(
    !residual || weights.outputs === features,
    "shape",
    SOURCE,
    () =>
      `expected a residual layer to have as many outputs as inputs, got ${weights.outputs} of ${features}; set residual to false`,
  );
}

/** Weights must be those reserved at their offset. */
export function assertReserved(reserved: DenseWeights | undefined, weights: DenseWeights): void {
  const same =
    reserved !== undefined &&
    reserved.inputs === weights.inputs &&
    reserved.outputs === weights.outputs &&
    reserved.mask?.join() === weights.mask?.join();
  assert(
    same,
    "argument",
    SOURCE,
    () =>
      `expected weights reserved by this graph, got others at offset ${weights.offset}; call weights() of the same builder`,
  );
}

/** The network's output pair d must depend on the context and x[0…d−1] only. */
export function assertAutoregressive(
  dim: number,
  contextFeatures: number,
  layers: readonly DenseLayer[],
): void {
  const needs = prefixNeeds(contextFeatures, layers).at(-1);
  assert(
    needs?.length === 2 * dim,
    "shape",
    SOURCE,
    () =>
      `expected layers ending in ${2 * dim} outputs, got ${needs?.length ?? 0}; the last layer gives shift and raw scale of each dimension`,
  );
  const bad = needs.findIndex((need, output) => need > output >> 1);
  assert(
    bad === -1,
    "argument",
    SOURCE,
    () =>
      `expected output ${bad} to depend on x[0…${(bad >> 1) - 1}] only, got a dependence on x[${needs[bad] - 1}]; correct the masks`,
  );
}
