import { RetrodictError } from "@retrodict/check";
import { layersOf, operands } from "./nodes.ts";
import type { Graph } from "./types.ts";

/**
 * Which nodes a reverse sweep must give a gradient: those on a path from a weight, or with
 * `inputGradients` from a graph input, to an output. Throws `RetrodictError` ("argument") where such a
 * path crosses an operation that has no gradient.
 */
export function gradientNodes(graph: Graph, inputGradients: boolean): readonly boolean[] {
  const { nodes } = graph;
  const reached = reachesOutput(graph);
  const needed: boolean[] = [];
  nodes.forEach((node, id) => {
    const isSource = node.op === "input" ? inputGradients : layersOf(node).length > 0;
    needed[id] = reached[id]! && (isSource || operands(node).some((operand) => needed[operand]!));
    if (needed[id] && node.op === "autoregressiveInverse") throw noGradient();
  });
  return needed;
}

function reachesOutput({ nodes, outputs }: Graph): readonly boolean[] {
  const reached = nodes.map((_, id) => outputs.includes(id));
  for (let id = nodes.length - 1; id >= 0; id--) {
    if (reached[id]) for (const operand of operands(nodes[id]!)) reached[operand] = true;
  }
  return reached;
}

function noGradient(): RetrodictError {
  return new RetrodictError(
    "argument",
    "tensor",
    "expected a differentiable graph, got an autoregressiveInverse; compile it with gradients: false",
  );
}
