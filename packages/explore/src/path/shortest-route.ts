/**
 * The shortest route from node 0 to node 1 (Dijkstra 1959), as the nodes on it, ends included. `edges[i]` are the
 * ways out of node `i`.
 */
export function shortestRoute(edges: readonly (readonly Edge[])[]): readonly number[] {
  const distance = new Float64Array(edges.length).fill(Infinity);
  const from = new Int32Array(edges.length).fill(-1);
  const open = new Set(edges.keys());
  distance[0] = 0;
  while (open.size > 0) {
    let nearest = -1;
    for (const i of open) if (nearest < 0 || distance[i] < distance[nearest]) nearest = i;
    if (nearest === 1 || distance[nearest] === Infinity) break;
    open.delete(nearest);
    for (const { to, length } of edges[nearest]) {
      if (!(distance[nearest] + length < distance[to])) continue;
      distance[to] = distance[nearest] + length;
      from[to] = nearest;
    }
  }
  const route = [1];
  for (let i = from[1]; i >= 0; i = from[i]) route.unshift(i);
  return route;
}

export interface Edge {
  readonly to: number;
  readonly length: number;
}
