/*
 * Where on rays from one point a model fails: shells, bisection, and rays near the best one.
 */
import { fromRows, gatherRows, matrix, row } from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";
import { orthogonalTo, unitVector } from "./orthogonal.ts";
import { distancesToEdges, pointsOn, type RayOrigin } from "./rays.ts";

/** Shells double up to `reach`. */
export const SHELLS = 8;
/** Halvings that locate the failure on a line to under 1 %. */
export const BISECTIONS = 7;
/** Of one round. */
const NEARBY = 24;

/** On one ray: how far the model was seen to work, and how far on it fails. */
export interface Failure {
  readonly direction: Float64Array;
  readonly works: number;
  readonly fails: number;
}

/** What tells failures, and where to look. */
export interface Search {
  readonly origin: RayOrigin;
  readonly failing: (points: Matrix) => Promise<readonly boolean[]>;
  readonly reach: number;
}

/** Failures on the first shell on which there are any; rays end where the prior does. */
export async function firstFailures(
  { origin, failing, reach }: Search,
  rays: Matrix,
): Promise<readonly Failure[]> {
  const ends = distancesToEdges(origin, rays);
  let inner = 0;
  for (let shell = 1 - SHELLS; shell <= 0; shell++) {
    const outer = reach * 2 ** shell;
    const open = Uint32Array.from(ends.keys()).filter((i) => ends[i] > inner);
    const at = Float64Array.from(open, (i) => Math.min(outer, ends[i]));
    const fails = await failing(pointsOn(origin, gatherRows(rays, open), at));
    const works = inner;
    const failures = [...open].flatMap((i, k) =>
      fails[k] ? [{ direction: row(rays, i).slice(), works, fails: at[k] }] : [],
    );
    if (failures.length > 0) return failures;
    inner = outer;
  }
  return [];
}

/** Each failure located between where the model was seen to work and where it fails. */
export async function bisected(
  { origin, failing }: Search,
  failures: readonly Failure[],
): Promise<readonly Failure[]> {
  let now = failures;
  for (let k = 0; k < BISECTIONS && now.length > 0; k++) {
    const middle = Float64Array.from(now, ({ works, fails }) => (works + fails) / 2);
    const rays = fromRows(now.map(({ direction }) => direction));
    const answers = await failing(pointsOn(origin, rays, middle));
    const halved = now.map((one, i) =>
      answers[i] ? { ...one, fails: middle[i] } : { ...one, works: middle[i] },
    );
    // What works where another fails already cannot be the nearest.
    const soonest = Math.min(...halved.map(({ fails }) => fails));
    now = halved.filter(({ works }) => works < soonest);
  }
  return now;
}

/** Failures on rays that fail a little before `distance` already. */
export async function soonerFailures(
  search: Search,
  rays: Matrix,
  distance: number,
): Promise<readonly Failure[]> {
  const ends = distancesToEdges(search.origin, rays);
  const sooner = 0.99 * distance;
  const open = Uint32Array.from(ends.keys()).filter((i) => ends[i] >= sooner);
  const inside = gatherRows(rays, open);
  const at = new Float64Array(open.length).fill(sooner);
  const fails = await search.failing(pointsOn(search.origin, inside, at));
  const failures = [...open.keys()].flatMap((k) =>
    fails[k] ? [{ direction: row(inside, k).slice(), works: 0, fails: sooner }] : [],
  );
  return bisected(search, failures);
}

/** Unit vectors at random around one, orthogonal to the tangent if there is one. */
export function directionsNear(
  rng: Rng,
  direction: Float64Array,
  { tangent, spread }: RayOrigin & { readonly spread: number },
): Matrix {
  const each = spread / Math.sqrt(direction.length);
  const rows = Array.from({ length: NEARBY }, () =>
    unitVector(
      orthogonalTo(
        direction.map((value) => value + each * rng.normal()),
        tangent,
      ),
    ),
  ).filter((unit) => unit !== undefined);
  return rows.length === 0 ? matrix(0, direction.length) : fromRows(rows);
}

/** The one that fails soonest. */
export const nearest = (failures: readonly Failure[]): Failure | undefined =>
  failures.reduce<Failure | undefined>(
    (best, one) => (best === undefined || one.fails < best.fails ? one : best),
    undefined,
  );
