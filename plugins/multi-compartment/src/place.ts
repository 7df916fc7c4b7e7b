/** Places on a cell: where current enters and where the voltage is recorded. */
import { assert } from "@retrodict/check";
import { PACKAGE } from "./morphology.ts";
import type { Tree } from "./tree.ts";

/** A point on the line from a node's parent (share 0) to the node (share 1). */
export interface Place {
  /** As written, for labels. */
  readonly label: string;
  readonly node: number;
  readonly share: number;
}

/** Reads `section:fraction`, the fraction counted from the section's near end; throws where there is no such place. */
export function placeAt(tree: Tree, text: string, option: string): Place {
  const label = text.trim();
  const [, name, digits] = /^([\w-]+):([\d.]+)$/.exec(label) ?? [];
  const fraction = Number(digits);
  const nodes = tree.sections.get(name);
  assert(
    nodes !== undefined && fraction >= 0 && fraction <= 1,
    "argument",
    PACKAGE,
    () =>
      `expected ${option} as section:fraction with a section among ${[...tree.sections.keys()].join(", ")} and a fraction from 0 to 1, got "${label}"; write for example ${[...tree.sections.keys()][0]}:0.5`,
  );
  const position = fraction * (nodes.length - 1);
  const before = Math.min(Math.floor(position), Math.max(nodes.length - 2, 0));
  return { label, ...between(tree, nodes[before], nodes[before + 1], position - before) };
}

/** The point that far from node `a` to its neighbour `b`, which is absent where a section is one node. */
function between(tree: Tree, a: number, b: number | undefined, fraction: number) {
  if (fraction === 0 || b === undefined) return { node: a, share: 1 };
  if (fraction === 1) return { node: b, share: 1 };
  return tree.parents[b] === a ? { node: b, share: fraction } : { node: a, share: 1 - fraction };
}

/** Length of the way along the cell from one place to another, um. */
export function pathLength(tree: Tree, from: Place, to: Place): number {
  const { parents, distances } = tree;
  const distance = ({ node, share }: Place) => {
    const parent = distances[parents[node]];
    return parent + share * (distances[node] - parent);
  };
  let [a, b] = [from.node, to.node];
  // Parents have the lower numbers, so the higher of two nodes is never an ancestor of the other.
  while (a !== b) [a, b] = [Math.min(a, b), parents[Math.max(a, b)]];
  const meeting = Math.min(distance(from), distance(to), distances[a]);
  return distance(from) + distance(to) - 2 * meeting;
}
