/*
 * A first guess of a path that no straight line could give: the shortest route from draw to draw of the posterior,
 * where every step between neighbours is as long as the density on it is low (Hwang, Damelin & Hero 2016).
 */
import { gatherRows, matrix, row, stackRows } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { Coordinates } from "../coordinates.ts";
import { shortestRoute, type Edge } from "./shortest-route.ts";

/** Nearest neighbours that a draw is joined to. */
const NEIGHBOURS = 12;
/** Points on a step at which its density is seen. */
const ON_STEP = 4;
/** Nats below the highest density that still make a difference, so that exponentials stay finite. */
const DEEPEST = 600;

/** The corners of the route from `a` to `b` through rows of `draws`, all in the coordinates of `space`. */
export function routeOfDraws(
  space: Coordinates,
  draws: Matrix,
  [a, b]: readonly [Float64Array, Float64Array],
): Matrix {
  const nodes = stackRows(matrix(1, a.length, a), matrix(1, b.length, b), draws);
  const steps = neighbours(nodes);
  const on = matrix(steps.length * ON_STEP, nodes.cols);
  steps.forEach(({ from, to }, e) => {
    const [start, end] = [row(nodes, from), row(nodes, to)];
    for (let k = 0; k < ON_STEP; k++) {
      const share = (k + 0.5) / ON_STEP;
      row(on, e * ON_STEP + k).set(start.map((value, j) => value + share * (end[j] - value)));
    }
  });
  const logDensity = space.logDensity(on);
  const highest = logDensity.reduce((most, value) => Math.max(most, value), -Infinity);
  const edges: Edge[][] = Array.from({ length: nodes.rows }, () => []);
  steps.forEach(({ from, to, distance }, e) => {
    const stretch = logDensity
      .subarray(e * ON_STEP, (e + 1) * ON_STEP)
      .reduce((sum, value) => sum + Math.exp(Math.min(highest - value, DEEPEST)) / ON_STEP, 0);
    const length = distance * stretch;
    edges[from].push({ to, length });
    edges[to].push({ to: from, length });
  });
  return gatherRows(nodes, shortestRoute(edges));
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly distance: number;
}

/** Each node with its nearest ones, and the two ends with each other. */
function neighbours(nodes: Matrix): readonly Step[] {
  const steps = Array.from({ length: nodes.rows }, (_, from) =>
    Array.from({ length: nodes.rows }, (_, to) => ({ from, to, distance: apart(nodes, from, to) }))
      .filter(({ to }) => to !== from)
      .sort((one, other) => one.distance - other.distance)
      .slice(0, NEIGHBOURS),
  );
  return [{ from: 0, to: 1, distance: apart(nodes, 0, 1) }, ...steps.flat()];
}

function apart({ cols, data }: Matrix, i: number, k: number): number {
  let square = 0;
  for (let j = 0; j < cols; j++) square += (data[i * cols + j] - data[k * cols + j]) ** 2;
  return Math.sqrt(square);
}
