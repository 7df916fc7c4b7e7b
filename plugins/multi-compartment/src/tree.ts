/**
 * Sections as nodes: one at each end of every compartment, with half the membrane of the compartments it
 * bounds, joined by their axial conductance. Ends and branch points are nodes, so places there are exact and
 * a sealed end needs no condition; the error is of second order in the compartment's length.
 */
import type { Section } from "./morphology.ts";
import { breadthFirst, centreOf, type Edge } from "./hines-order.ts";

/** The nodes of a cell, in Hines order: the root first, parents before their children. */
export interface Tree {
  readonly nodes: number;
  /** Of the root: 0. */
  readonly parents: Uint32Array;
  /** Area of membrane at each node, um2. */
  readonly areas: Float64Array;
  /** Conductance to the parent in uS, for an axial resistivity of 1 Ohm.cm; of the root 0. */
  readonly couplings: Float64Array;
  /** Distance from the root along the cell, um. */
  readonly distances: Float64Array;
  /** Node at each compartment's end, from a section's near end to its far one. */
  readonly sections: ReadonlyMap<string, readonly number[]>;
}

/** The tree of a checked morphology. */
export function treeOf(sections: readonly Section[]): Tree {
  const { edges, areas, ends } = nodesOf(sections);
  const { order, parents, up } = breadthFirst(edges, areas.length, centreOf(edges, areas.length));
  const placeIn = new Uint32Array(order.length);
  order.forEach((node, i) => {
    placeIn[node] = i;
  });
  const parentAt = Uint32Array.from(order, (node) => placeIn[parents[node]]);
  const distances = new Float64Array(order.length);
  for (let i = 1; i < order.length; i++)
    distances[i] = distances[parentAt[i]] + edges[up[order[i]]].length;
  return {
    nodes: order.length,
    parents: parentAt,
    areas: Float64Array.from(order, (node) => areas[node]),
    couplings: Float64Array.from(order, (node, i) => (i === 0 ? 0 : edges[up[node]].conductance)),
    distances,
    sections: new Map([...ends].map(([name, nodes]) => [name, nodes.map((node) => placeIn[node])])),
  };
}

function nodesOf(sections: readonly Section[]) {
  const areas: number[] = [0];
  const edges: Edge[] = [];
  const ends = new Map<string, number[]>();
  for (const { name, parent, length, diameter, compartments } of sections) {
    const nodes = [parent === undefined ? 0 : ends.get(parent)!.at(-1)!];
    const membrane = Math.PI * diameter * length;
    if (compartments === 0) areas[nodes[0]] += membrane;
    for (let i = 0; i < compartments; i++) {
      const half = membrane / compartments / 2;
      edges.push({
        nodes: [nodes[i], areas.length],
        length: length / compartments,
        // d²/h in um is 1e-4 cm, and a siemens 1e6 uS.
        conductance: (100 * Math.PI * diameter ** 2 * compartments) / (4 * length),
      });
      areas[nodes[i]] += half;
      nodes.push(areas.push(half) - 1);
    }
    ends.set(name, nodes);
  }
  return { edges, areas, ends };
}
