/*
 * One transition of the no-U-turn sampler (Hoffman & Gelman 2014) with multinomial draws along the trajectory and the
 * generalised turning criterion (Betancourt 2017), checked across the seam of the two halves of every tree as well.
 */
import type { Rng } from "@retrodict/spec";
import type { Walk } from "./lockstep.ts";
import {
  dot,
  leapfrog,
  logJoint,
  withMomentum,
  type PhasePoint,
  type Place,
} from "./phase-point.ts";
import type { Transition } from "./gradient-chains.ts";

/** A stretch of a trajectory, of 2^depth points. */
interface Tree {
  readonly first: PhasePoint;
  readonly last: PhasePoint;
  /** Sum of the momenta. */
  readonly rho: Float64Array;
  readonly chosen: PhasePoint;
  /** Logarithm of the sum of the points' densities relative to the start's. */
  readonly logWeight: number;
  /** Whether it has turned back on itself, or diverged: it is not to be extended. */
  readonly ended: boolean;
  readonly divergent: boolean;
  readonly acceptance: number;
  readonly points: number;
}

/** An error of the Hamiltonian beyond this is a divergence. */
const LARGEST_ERROR = 1000;

/** From `place`, with leapfrog steps of size `step` and at most `2^maxDepth − 1` of them. */
export function* nutsStep(
  rng: Rng,
  place: Place,
  { step, maxDepth }: { readonly step: number; readonly maxDepth: number },
): Walk<Transition> {
  const start = withMomentum(rng, place);
  const origin = logJoint(start);
  let tree: Tree = {
    first: start,
    last: start,
    rho: start.momentum,
    chosen: start,
    logWeight: 0,
    ended: false,
    divergent: false,
    acceptance: 0,
    points: 0,
  };
  for (let depth = 0; depth < maxDepth && !tree.ended; depth++) {
    const forwards = rng.uniform() < 0.5;
    const from = forwards ? tree.last : tree.first;
    const grown = yield* build(rng, from, { depth, step: forwards ? step : -step, origin });
    tree = extended(rng, tree, { grown, forwards });
  }
  const { chosen, points, divergent } = tree;
  return {
    place: { position: chosen.position, logDensity: chosen.logDensity, grad: chosen.grad },
    acceptance: tree.acceptance / Math.max(points, 1),
    divergent,
    leapfrogs: points,
  };
}

/** The trajectory so far with as many points again; the end of it where those have turned. */
function extended(
  rng: Rng,
  tree: Tree,
  { grown, forwards }: { readonly grown: Tree; readonly forwards: boolean },
): Tree {
  const acceptance = tree.acceptance + grown.acceptance;
  const points = tree.points + grown.points;
  if (grown.ended) {
    return { ...tree, ended: true, divergent: grown.divergent, acceptance, points };
  }
  // Biased towards the new half, away from the start (Betancourt 2017, A.3.2).
  const moves = Math.log(1 - rng.uniform()) < grown.logWeight - tree.logWeight;
  const joined = forwards ? join(tree, grown) : join(grown, tree);
  return { ...joined, chosen: moves ? grown.chosen : tree.chosen, acceptance, points };
}

/** The tree of 2^depth points that begins one step from `from`. */
function* build(
  rng: Rng,
  from: PhasePoint,
  options: { readonly depth: number; readonly step: number; readonly origin: number },
): Walk<Tree> {
  const { depth, step, origin } = options;
  if (depth === 0) {
    const point = yield* leapfrog(from, step);
    const gain = logJoint(point) - origin;
    const divergent = !(gain > -LARGEST_ERROR);
    return {
      first: point,
      last: point,
      rho: point.momentum,
      chosen: point,
      logWeight: divergent ? -Infinity : gain,
      ended: divergent,
      divergent,
      acceptance: divergent ? 0 : Math.min(1, Math.exp(gain)),
      points: 1,
    };
  }
  const half = { ...options, depth: depth - 1 };
  const near = yield* build(rng, from, half);
  if (near.ended) return near;
  const far = yield* build(rng, step > 0 ? near.last : near.first, half);
  const acceptance = near.acceptance + far.acceptance;
  const points = near.points + far.points;
  if (far.ended) return { ...far, acceptance, points };
  const joined = step > 0 ? join(near, far) : join(far, near);
  const takesFar = Math.log(1 - rng.uniform()) < far.logWeight - joined.logWeight;
  return { ...joined, chosen: takesFar ? far.chosen : near.chosen, acceptance, points };
}

/** Two stretches, one after the other in time. */
function join(earlier: Tree, later: Tree): Tree {
  const rho = plus(earlier.rho, later.rho);
  const straight =
    goesOn(rho, earlier.first, later.last) &&
    goesOn(plus(earlier.rho, later.first.momentum), earlier.first, later.first) &&
    goesOn(plus(later.rho, earlier.last.momentum), earlier.last, later.last);
  return {
    ...earlier,
    last: later.last,
    rho,
    logWeight: logSumExp(earlier.logWeight, later.logWeight),
    ended: !straight,
  };
}

/** Whether both ends still move along a sum of momenta. */
const goesOn = (sum: Float64Array, a: PhasePoint, b: PhasePoint): boolean =>
  dot(sum, a.momentum) > 0 && dot(sum, b.momentum) > 0;

const plus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, j) => value + b[j]);

function logSumExp(a: number, b: number): number {
  const largest = Math.max(a, b);
  return largest === -Infinity
    ? largest
    : largest + Math.log(Math.exp(a - largest) + Math.exp(b - largest));
}
