/**
 * Reverse-mode differentiation, as a schedule: which nodes get a gradient, in which order their
 * backward operations run, and which of several contributions to one gradient comes first.
 */
import { RetrodictError } from "@retrodict/check";
import { hasWeights, operands } from "./nodes.ts";
import type { Graph, Node } from "./types.ts";

/** Features `from` to before `to`. */
export interface FeatureRange {
  readonly from: number;
  readonly to: number;
}

/** The first contribution to a gradient overwrites what was there, later ones add. */
export type Contribution = "write" | "add";

/** The backward operation of one node. */
export interface BackwardStep {
  readonly id: number;
  /** What happens to the gradient of each operand; undefined where it is not needed. */
  readonly contributions: readonly (Contribution | undefined)[];
}

export interface Differentiation {
  /** Per node, the features whose gradient is needed; undefined for none. */
  readonly needed: readonly (FeatureRange | undefined)[];
  /** Per node, the step that makes the last contribution to its gradient; undefined if only the seed does. */
  readonly completedBy: readonly (number | undefined)[];
  /** Per graph output, how its cotangent enters; undefined where nothing depends on it. */
  readonly seeds: readonly (Contribution | undefined)[];
  /** In the order in which they run, after the seeds. */
  readonly steps: readonly BackwardStep[];
}

/**
 * Differentiates a graph with respect to its weights and, with `inputGradients`, its inputs. Throws
 * `RetrodictError` ("argument") where that crosses an operation without a gradient.
 */
export function differentiate(graph: Graph, inputGradients: boolean): Differentiation {
  const needed = neededFeatures(graph, inputGradients);
  const written = new Set<number>();
  const contribute = (id: number): Contribution | undefined => {
    if (needed[id] === undefined) return undefined;
    const contribution = written.has(id) ? "add" : "write";
    written.add(id);
    return contribution;
  };
  const seeds = graph.outputs.map(contribute);
  const steps = graph.nodes
    .map((node, id) => ({ node, id }))
    .filter(({ id }) => needed[id] !== undefined)
    .toReversed()
    .map(({ node, id }) => ({ id, contributions: operands(node).map(contribute) }));
  return { needed, completedBy: lastContributors(graph, needed), seeds, steps };
}

/** Steps run from the last node to the first, so that the first user of a node comes last. */
function lastContributors(
  { nodes }: Graph,
  needed: Differentiation["needed"],
): readonly (number | undefined)[] {
  const last: (number | undefined)[] = nodes.map(() => undefined);
  nodes.forEach((node, id) => {
    if (needed[id] !== undefined) for (const operand of operands(node)) last[operand] ??= id;
  });
  return last;
}

function neededFeatures(
  graph: Graph,
  inputGradients: boolean,
): readonly (FeatureRange | undefined)[] {
  const reached = reachesOutput(graph);
  const needed: (FeatureRange | undefined)[] = [];
  graph.nodes.forEach((node, id) => {
    const isSource = node.op === "input" ? inputGradients : hasWeights(node);
    const varies = isSource || operands(node).some((operand) => needed[operand] !== undefined);
    const isNeeded = reached[id] && varies;
    if (isNeeded && INVERSES.has(node.op)) throw noGradient(node.op);
    needed.push(isNeeded ? neededRange(graph, node, needed) : undefined);
  });
  return needed;
}

/** All features, but of a concatenation the smallest range that holds every operand that needs one. */
function neededRange(
  { nodes }: Graph,
  node: Node,
  needed: readonly (FeatureRange | undefined)[],
): FeatureRange {
  if (node.op !== "concat") return { from: 0, to: node.features };
  let start = 0;
  let from = Infinity;
  let to = 0;
  for (const id of node.inputs) {
    const end = start + nodes[id].features;
    if (needed[id] !== undefined) {
      from = Math.min(from, start);
      to = end;
    }
    start = end;
  }
  return { from, to };
}

function reachesOutput({ nodes, outputs }: Graph): readonly boolean[] {
  const reached = nodes.map((_, id) => outputs.includes(id));
  for (let id = nodes.length - 1; id >= 0; id--) {
    if (reached[id]) for (const operand of operands(nodes[id])) reached[operand] = true;
  }
  return reached;
}

const INVERSES: ReadonlySet<Node["op"]> = new Set([
  "inverseTransform",
  "autoregressiveInverse",
  "inverseLuLinear",
]);

function noGradient(op: Node["op"]): RetrodictError {
  return new RetrodictError(
    "argument",
    "tensor",
    `expected a differentiable graph, got one with ${op}; compile it with gradients: false`,
  );
}
