import { assertPositive, assertRange } from "@retrodict/check";
import { firstRows, fromRows, matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { HighProbabilityPath } from "../path/high-probability-path.ts";
import type { ExploredDensity } from "../types.ts";
import { orthogonalTo, unitVector } from "./orthogonal.ts";
import { scaledGradient } from "./scaled-gradient.ts";

export interface OrthogonalWalkOptions {
  /** Where on the path it begins, from 0 to 1; ½ by default. */
  readonly at?: number;
  /** How far it goes, in posterior standard deviations; 1 by default. */
  readonly length?: number;
  /** Of one step; 0.01 by default. */
  readonly step?: number;
}

export interface OrthogonalWalk {
  /** From the path downhill, one per row. */
  readonly points: Matrix;
  readonly logDensity: Float64Array;
  /** Of each point from the first, along the walk. */
  readonly distance: Float64Array;
  /** `"stuck"` where the density is flat, or the prior ends. */
  readonly stoppedBy: "length" | "stuck";
}

/**
 * The way down that leaves a path at a right angle, and stays orthogonal to it: where small changes matter, its
 * density falls fast (Gonçalves et al. 2020). It follows the steepest descent in units of posterior standard
 * deviations and stops at the edges of the prior.
 */
export function orthogonalWalk(
  posterior: ExploredDensity,
  path: Pick<HighProbabilityPath, "points" | "scale">,
  { at = 0.5, length = 1, step = 0.01 }: OrthogonalWalkOptions = {},
): OrthogonalWalk {
  assertRange(at, 0, 1, "at", "explore");
  assertPositive(length, "length", "explore");
  assertPositive(step, "step", "explore");
  const { points, scale } = path;
  const first = Math.round(at * (points.rows - 1));
  const tangent = tangentAt(points, scale, first);
  const { lower, upper } = posterior.support;
  const most = Math.ceil(length / step);
  const walk = matrix(most + 1, points.cols);
  const logDensity = new Float64Array(most + 1);
  const distance = new Float64Array(most + 1);
  let here = row(points, first).slice();
  let taken = 0;
  for (; ; taken++) {
    const { value, grad } = scaledGradient(posterior, scale, fromRows([here]));
    row(walk, taken).set(here);
    logDensity[taken] = value[0];
    const direction = unitVector(orthogonalTo(row(grad, 0), tangent));
    if (taken === most || direction === undefined) break;
    const next = here.map((own, j) =>
      Math.min(Math.max(own - step * scale[j] * direction[j], lower[j]), upper[j]),
    );
    const moved = Math.hypot(...next.map((own, j) => (own - here[j]) / scale[j]));
    // Along an edge the walk may go on; against it there is no way.
    if (moved < step / 100) break;
    distance[taken + 1] = distance[taken] + moved;
    here = next;
  }
  const count = taken + 1;
  return Object.freeze({
    points: firstRows(walk, count),
    logDensity: logDensity.slice(0, count),
    distance: distance.slice(0, count),
    stoppedBy: taken === most ? "length" : "stuck",
  });
}

/** The direction of the path at point `i`, in units of `scale`, from its neighbours. */
function tangentAt(points: Matrix, scale: Float64Array, i: number): Float64Array | undefined {
  const [before, after] = [Math.max(i - 1, 0), Math.min(i + 1, points.rows - 1)].map((k) =>
    row(points, k),
  );
  return unitVector(after.map((value, j) => (value - before[j]) / scale[j]));
}
