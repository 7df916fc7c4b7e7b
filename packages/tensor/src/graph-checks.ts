/** What the graph builder refuses, and how it says so. */
import { assert, assertCount, assertPositive, assertRange } from "@retrodict/check";
import { prefixNeeds } from "./autoregressive.ts";
import type {
  DenseLayer,
  DenseWeights,
  LuWeights,
  Mixture,
  Node,
  Tensor,
  Transform,
} from "./types.ts";

export const SOURCE = "tensor";

/** Every bin keeps a thousandth of the interval, which leaves little to learn where there are more. */
const MOST_BINS = 500;

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

/** The parameters of dimension d must depend on the context and x[0…d−1] only. */
export function assertAutoregressive(
  dim: number,
  contextFeatures: number,
  layers: readonly DenseLayer[],
  paramsPerDim: number,
): void {
  const needs = prefixNeeds(contextFeatures, layers).at(-1);
  assert(
    needs?.length === paramsPerDim * dim,
    "shape",
    SOURCE,
    () =>
      `expected layers ending in ${paramsPerDim * dim} outputs, got ${needs?.length ?? 0}; the last layer gives the transform's parameters of each dimension`,
  );
  const dimOf = (output: number): number => Math.floor(output / paramsPerDim);
  const bad = needs.findIndex((need, output) => need > dimOf(output));
  assert(
    bad === -1,
    "argument",
    SOURCE,
    () =>
      `expected output ${bad} to depend on x[0…${dimOf(bad) - 1}] only, got a dependence on x[${needs[bad] - 1}]; correct the masks`,
  );
}

/** A spline needs bins, not too many, an interval, and a scale of its logits. */
export function assertTransform(transform: Transform): void {
  if (transform.kind === "affine") return;
  const { bins, bound, logitScale } = transform;
  assertCount(bins, "bins", SOURCE);
  assertRange(bins, 1, MOST_BINS, "bins", SOURCE);
  assertPositive(bound, "bound", SOURCE);
  assertPositive(logitScale, "logitScale", SOURCE);
}

/** Linear weights must be those reserved at their offset, for that many features. */
export function assertLu(
  reserved: LuWeights | undefined,
  weights: LuWeights,
  features: number,
): void {
  assert(
    reserved !== undefined && reserved.dim === weights.dim && weights.dim === features,
    "argument",
    SOURCE,
    () =>
      `expected linear weights of ${features} features reserved by this graph, got ${weights.dim} at offset ${weights.offset}; call luWeights(${features}) of the same builder`,
  );
}

/** A mixture needs components and a floor under its precisions that is not negative. */
export function assertMixture({ components, minDiagonal }: Mixture): void {
  assertCount(components, "components", SOURCE);
  assertRange(minDiagonal, 0, Number.MAX_VALUE, "minDiagonal", SOURCE);
}
