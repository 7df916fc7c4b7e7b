import type { DenseLayer, LuWeights, Node } from "./types.ts";

/** Ids of the nodes whose values `node` reads, in the order of its operands. */
export function operands(node: Node): readonly number[] {
  switch (node.op) {
    case "input":
      return [];
    case "concat":
      return node.inputs;
    case "binary":
      return [node.left, node.right];
    case "transform":
    case "inverseTransform":
      return [node.input, node.conditioner];
    case "mixtureLogDensity":
      return [node.input, node.parameters];
    case "autoregressiveInverse":
      return [node.latent, node.context];
    default:
      return [node.input];
  }
}

/** The dense layers whose weights `node` uses. */
export function layersOf(node: Node): readonly DenseLayer[] {
  if (node.op === "dense") return [node.layer];
  return node.op === "autoregressiveInverse" ? node.layers : [];
}

/** The weights of a linear map that `node` uses. */
export function luWeightsOf(node: Node): LuWeights | undefined {
  return node.op === "luLinear" || node.op === "inverseLuLinear" ? node.weights : undefined;
}

/** Whether `node` reads the parameter vector. */
export function hasWeights(node: Node): boolean {
  return layersOf(node).length > 0 || luWeightsOf(node) !== undefined;
}
