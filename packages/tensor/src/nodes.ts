import type { DenseLayer, Node } from "./types.ts";

/** Ids of the nodes whose values `node` reads, in the order of its operands. */
export function operands(node: Node): readonly number[] {
  switch (node.op) {
    case "input":
      return [];
    case "concat":
      return node.inputs;
    case "binary":
      return [node.left, node.right];
    case "affineFlow":
      return [node.input, node.conditioner];
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
