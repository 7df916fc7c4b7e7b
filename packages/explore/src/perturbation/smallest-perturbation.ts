import {
  assert,
  assertCount,
  assertLength,
  assertPositive,
  refuseIfAborted,
} from "@retrodict/check";
import { columnStds, fromRows } from "@retrodict/matrix";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import { namesOf, type Named } from "../names.ts";
import { posteriorDraws } from "../posterior-draws.ts";
import type { ExploredPosterior, Verdict } from "../types.ts";
import {
  BISECTIONS,
  bisected,
  directionsNear,
  firstFailures,
  nearest,
  SHELLS,
  soonerFailures,
  type Failure,
  type Search,
} from "./failure-search.ts";
import { unitVector } from "./orthogonal.ts";
import { candidateDirections, pointsOn, type RayOrigin } from "./rays.ts";

/** Whether the model still does what it should, one answer per row of theta; simulations draw from `rng`. */
export type Works = (
  rng: Rng,
  theta: Matrix,
  options: RunOptions,
) => ArrayLike<boolean> | Promise<ArrayLike<boolean>>;

export interface SmallestPerturbationOptions extends RunOptions {
  /** A direction in theta that perturbations are orthogonal to, such as that of a path; any by default. */
  readonly orthogonalTo?: Float64Array;
  /** Directions at random that are tried besides those that suggest themselves; 32 by default. */
  readonly directions?: number;
  /** The largest distance that is tried, in posterior standard deviations; 8 by default. */
  readonly reach?: number;
  /** Draws of the posterior, for its standard deviations; 1000 by default. */
  readonly draws?: number;
  /** Names of the parameters; theta1, theta2, … by default. */
  readonly parameters?: readonly Named[];
}

export interface SmallestPerturbation {
  /** In posterior standard deviations; infinite where nothing tried did break the model. */
  readonly distance: number;
  /** Parameters at which it fails, and the nearest on the same line at which it was seen to work. */
  readonly broken: Float64Array | undefined;
  readonly working: Float64Array | undefined;
  /** The unit vector from theta to `broken`, in posterior standard deviations. */
  readonly direction: Float64Array | undefined;
  readonly logDensity: number;
  /** How many parameter sets were tried. */
  readonly tried: number;
  readonly verdict: Verdict<"broken" | "robust">;
}

/** Rounds of directions near the best one, each half as far from it as the last. */
const ROUNDS = 4;
/** Theta itself, shells, bisections, and both again in each round. */
const MOST_BATCHES = 1 + SHELLS + BISECTIONS + ROUNDS * (1 + BISECTIONS);

/**
 * The smallest change of parameters that stops the model from working, as `works` tells: shells around `theta` grow
 * until a candidate direction fails, bisection finds how soon each does, and directions near the best are tried in
 * turn. It is an upper bound: a smaller one may have been missed.
 */
export async function smallestPerturbation(
  rng: Rng,
  posterior: ExploredPosterior,
  theta: Float64Array,
  works: Works,
  options: SmallestPerturbationOptions = {},
): Promise<SmallestPerturbation> {
  const { directions = 32, reach = 8, draws = 1000, signal, parameters } = options;
  assertLength(theta, posterior.dim, "theta", "explore");
  assertCount(directions, "directions", "explore", 0);
  assertPositive(reach, "reach", "explore");
  const names = namesOf(parameters, posterior.dim);
  const samples = await posteriorDraws(rng.fork("draws"), posterior, draws, options);
  const scale = columnStds(samples);
  const along = options.orthogonalTo;
  if (along) assertLength(along, posterior.dim, "orthogonalTo", "explore");
  const tangent = along && unitVector(along.map((value, j) => value / scale[j]));
  const origin: RayOrigin = { theta, scale, support: posterior.support, tangent };

  let [tried, batches] = [0, 0];
  async function failing(points: Matrix): Promise<readonly boolean[]> {
    refuseIfAborted(signal, "explore");
    if (points.rows === 0) return [];
    const own = rng.fork("simulate").fork(tried);
    tried += points.rows;
    const answers = await works(own, points, signal ? { signal } : {});
    const fails = Array.from(answers, (answer) => !answer);
    assertLength(fails.map(Number), points.rows, "what works() gives", "explore");
    options.onProgress?.(Math.min(++batches, MOST_BATCHES), MOST_BATCHES);
    return fails;
  }

  const [brokenAlready] = await failing(fromRows([theta]));
  assert(
    !brokenAlready,
    "data",
    "explore",
    "expected a model that works at theta, got one that does not; begin where it does",
  );
  const search: Search = { origin, failing, reach };
  const rays = candidateDirections(rng.fork("directions"), posterior, {
    ...origin,
    random: directions,
  });
  const found = await firstFailures(search, rays);
  let best = nearest(await bisected(search, found));
  for (let round = 0; round < ROUNDS && best !== undefined; round++) {
    const nearby = directionsNear(rng.fork("nearby").fork(round), best.direction, {
      ...origin,
      spread: 2 ** -round / 2,
    });
    best = nearest([best, ...(await soonerFailures(search, nearby, best.fails))]);
  }
  return resultOf(best, { origin, posterior, tried, reach, names });
}

interface Outcome {
  readonly origin: RayOrigin;
  readonly posterior: ExploredPosterior;
  readonly tried: number;
  readonly reach: number;
  readonly names: readonly string[];
}

function resultOf(
  best: Failure | undefined,
  { origin, posterior, tried, reach, names }: Outcome,
): SmallestPerturbation {
  if (best === undefined)
    return Object.freeze<SmallestPerturbation>({
      distance: Infinity,
      broken: undefined,
      working: undefined,
      direction: undefined,
      logDensity: NaN,
      tried,
      verdict: {
        outcome: "robust",
        sentence: `None of ${tried} parameter sets within ${reach} posterior standard deviations and the prior stops the model from working.`,
      },
    });
  const { direction, works, fails } = best;
  const at = (distance: number): Matrix =>
    pointsOn(origin, fromRows([direction]), Float64Array.of(distance));
  const broken = at(fails);
  const order = [...direction.keys()].sort(
    (i, j) => Math.abs(direction[j]) - Math.abs(direction[i]),
  );
  const moved = order
    .slice(0, 3)
    .map((j) => `${names[j]} (${(fails * direction[j]).toPrecision(2)})`);
  return Object.freeze<SmallestPerturbation>({
    distance: fails,
    broken: broken.data,
    working: at(works).data,
    direction,
    logDensity: posterior.logDensity(broken)[0],
    tried,
    verdict: {
      outcome: "broken",
      sentence: `A change by ${fails.toPrecision(2)} posterior standard deviations stops the model from working, mostly in ${moved.join(", ")}.`,
    },
  });
}
