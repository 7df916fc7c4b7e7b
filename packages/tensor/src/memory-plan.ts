/**
 * One static plan of a program's buffers, in rows of the batch's length: a feature is a row. Buffers
 * whose lifetimes do not overlap share rows.
 */
import type { Differentiation } from "./differentiate.ts";
import { operands } from "./nodes.ts";
import type { Graph, Node } from "./types.ts";

/** Kernels work on four features at a time, so that every buffer is a multiple of this many rows. */
const FEATURE_TILE = 4;

/** Rows of a buffer for `features` features. */
export function paddedFeatures(features: number): number {
  return Math.ceil(features / FEATURE_TILE) * FEATURE_TILE;
}

/** First rows of the buffers of one node. */
export interface NodeBuffers {
  readonly value: number;
  /** Its gradient, where one is needed. */
  readonly gradient?: number;
  /** What a residual layer adds to its input, kept for its backward operation. */
  readonly activation?: number;
  /**
   * Gradient before the activation of a residual layer, from when its gradient is complete; that of other layers takes
   * the place of their gradient, which nothing reads any more.
   */
  readonly preactivationGradient?: number;
}

export interface MemoryPlan {
  readonly rowCount: number;
  readonly nodes: readonly NodeBuffers[];
}

/** A buffer in use from one moment to another, both included. */
interface Lifetime {
  readonly node: number;
  readonly role: keyof NodeBuffers;
  readonly rows: number;
  readonly from: number;
  readonly until: number;
}

/**
 * Lays out all buffers of a graph. Node `i` runs forward at moment `i`; after the `n` nodes come the
 * outputs (and seeds) at moment `n`; its backward operation runs at `2n − i`.
 */
export function planMemory(graph: Graph, differentiation?: Differentiation): MemoryPlan {
  const lifetimes = graph.nodes.flatMap((_, id) =>
    differentiation === undefined
      ? [inferenceLifetime(graph, id)]
      : trainingLifetimes(graph, differentiation, id),
  );
  return place(graph.nodes.length, lifetimes);
}

function inferenceLifetime(graph: Graph, node: number): Lifetime {
  const { nodes, outputs } = graph;
  const uses = nodes.map((user, id) => (operands(user).includes(node) ? id : -1));
  const until = outputs.includes(node) ? nodes.length : Math.max(node, ...uses);
  return value(graph, node, until);
}

function trainingLifetimes(
  graph: Graph,
  { needed, completedBy }: Differentiation,
  node: number,
): Lifetime[] {
  const { nodes, outputs } = graph;
  const count = nodes.length;
  const backward = 2 * count - node;
  const lifetimes = [value(graph, node, backward)];
  const add = (role: keyof NodeBuffers, from: number, until: number): void => {
    lifetimes.push({ node, role, rows: paddedFeatures(nodes[node].features), from, until });
  };
  if (needed[node] === undefined) return lifetimes;
  const users = nodes.map((user, id) =>
    needed[id] !== undefined && operands(user).includes(node) ? id : -1,
  );
  const firstWrite = outputs.includes(node) ? count : 2 * count - Math.max(...users);
  add("gradient", firstWrite, nodes[node].op === "input" ? 2 * count + 1 : backward);
  const completed = completedBy[node];
  if (isActivatedResidual(nodes[node])) {
    add("preactivationGradient", completed === undefined ? count : 2 * count - completed, backward);
    add("activation", node, backward);
  }
  return lifetimes;
}

function value({ nodes }: Graph, node: number, until: number): Lifetime {
  const { op, features } = nodes[node];
  const from = op === "input" ? -1 : node;
  return { node, role: "value", rows: paddedFeatures(features), from, until };
}

const isActivatedResidual = (node: Node): boolean =>
  node.op === "dense" && node.layer.residual && node.layer.activation !== "none";

/** Gives each buffer the lowest rows that are free for its whole lifetime. */
function place(count: number, lifetimes: readonly Lifetime[]): MemoryPlan {
  const placed: (Lifetime & { readonly start: number })[] = [];
  type Filling = { -readonly [Role in keyof NodeBuffers]: NodeBuffers[Role] };
  const nodes = Array.from({ length: count }, (): Filling => ({ value: 0 }));
  for (const lifetime of lifetimes.toSorted((a, b) => a.from - b.from)) {
    const busy = placed
      .filter((other) => other.from <= lifetime.until && lifetime.from <= other.until)
      .sort((a, b) => a.start - b.start);
    let start = 0;
    for (const other of busy) {
      if (other.start >= start + lifetime.rows) break;
      start = Math.max(start, other.start + other.rows);
    }
    placed.push({ ...lifetime, start });
    nodes[lifetime.node][lifetime.role] = start;
  }
  const rowCount = placed.reduce((most, { start, rows }) => Math.max(most, start + rows), 0);
  return { rowCount, nodes };
}
