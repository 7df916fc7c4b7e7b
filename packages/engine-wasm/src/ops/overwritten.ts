import { operands, type Graph, type Node, type Transform } from "@retrodict/tensor";

/**
 * Nodes whose value is read by one operation alone, which may overwrite it: the numerators of a softmax
 * take the place of its logits, and in the end their gradient does. A spline's parameters are by far the
 * largest buffers of a flow, and fewer of them stay in the cache's reach.
 */
export function overwrittenNodes({ nodes, outputs }: Graph): ReadonlySet<number> {
  const uses = nodes.map(() => 0);
  for (const id of [...outputs, ...nodes.flatMap(operands)]) uses[id]++;
  const overwritten = nodes.flatMap((node) =>
    node.op === "transform" && overwrites(node.transform) ? [node.conditioner] : [],
  );
  return new Set(overwritten.filter((id) => uses[id] === 1 && isNotReadBackward(nodes[id])));
}

/** Soft clipping needs the logits again. */
const overwrites = ({ kind, positivity }: Transform): boolean =>
  kind === "spline" && positivity === "softplus";

/** A layer without activation does not need its output to go back. */
const isNotReadBackward = (node: Node): boolean =>
  node.op === "dense" && node.layer.activation === "none";
