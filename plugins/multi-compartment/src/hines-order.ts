/**
 * The order in which a tree is eliminated. Any that has parents before children fills nothing in (Hines
 * 1984). Breadth first from the middle of the longest path, branches advance side by side: a processor that
 * waits for one divides for another, even in an unbranched cable, which the root cuts in two.
 */

/** Two joined nodes, µS for an axial resistivity of 1 Ω cm, and how far apart they are, µm. */
export interface Edge {
  readonly nodes: readonly [number, number];
  readonly conductance: number;
  readonly length: number;
}

/** Nodes in the order they were reached; per node its parent (its own for the root) and the edge to it. */
export interface Traversal {
  readonly order: readonly number[];
  readonly parents: Uint32Array;
  readonly up: Uint32Array;
}

/** Walks a tree of `count` nodes breadth first from `root`. */
export function breadthFirst(edges: readonly Edge[], count: number, root: number): Traversal {
  const incident = Array.from({ length: count }, (): number[] => []);
  edges.forEach(({ nodes: [a, b] }, edge) => {
    incident[a].push(edge);
    incident[b].push(edge);
  });
  const order = [root];
  const parents = new Uint32Array(count).fill(root);
  const up = new Uint32Array(count);
  for (let i = 0; i < order.length; i++) {
    const node = order[i];
    for (const edge of incident[node]) {
      const [a, b] = edges[edge].nodes;
      const next = a === node ? b : a;
      if (next === parents[node]) continue;
      parents[next] = node;
      up[next] = edge;
      order.push(next);
    }
  }
  return { order, parents, up };
}

/** The node in the middle of a longest path: the last node reached from anywhere ends one. */
export function centreOf(edges: readonly Edge[], count: number): number {
  const end = breadthFirst(edges, count, 0).order.at(-1)!;
  const { order, parents } = breadthFirst(edges, count, end);
  const path = [order.at(-1)!];
  while (path.at(-1) !== end) path.push(parents[path.at(-1)!]);
  return path[path.length >> 1];
}
