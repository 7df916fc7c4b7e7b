import { assertCount, assertLength, assertPositive, assertRange } from "@retrodict/check";
import { columnStds, fromRows, matrix, row } from "@retrodict/matrix";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";
import { namesOf, type Named } from "../names.ts";
import { posteriorDraws } from "../posterior-draws.ts";
import type { ExploredPosterior } from "../types.ts";

export interface ToleranceOptions extends RunOptions {
  /** The density of an interval exceeds that of this share of the posterior's draws; 0.1 by default. */
  readonly quantile?: number;
  /** Draws of the posterior; 1000 by default. */
  readonly draws?: number;
  /** Names of the parameters; theta1, theta2, … by default. */
  readonly parameters?: readonly Named[];
}

/** What one parameter may be while all others stay. */
export interface ParameterTolerance {
  readonly name: string;
  /** NaN where the density at theta is below the level already. */
  readonly lower: number;
  readonly upper: number;
  /** Width over the posterior standard deviation: small where others would have to make up for a change. */
  readonly relative: number;
}

export interface Tolerance {
  readonly parameters: readonly ParameterTolerance[];
  /** The log-density that is not left. */
  readonly level: number;
}

/** Distances at which a crossing is looked for, in posterior standard deviations: each a tenth more than the last. */
const FIRST = 1e-3;
const GROWTH = 1.1;
const LAST = 1e3;
const BISECTIONS = 40;

/**
 * How much each parameter may change by itself: the interval around its value in `theta`, all others fixed, in which
 * the log-density stays above a quantile of that of posterior draws (Deistler, Macke & Gonçalves 2022), or the prior
 * ends.
 */
export async function tolerance(
  rng: Rng,
  posterior: ExploredPosterior,
  theta: Float64Array,
  options: ToleranceOptions = {},
): Promise<Tolerance> {
  const { quantile = 0.1, draws = 1000 } = options;
  assertLength(theta, posterior.dim, "theta", "explore");
  assertRange(quantile, 0, 1, "quantile", "explore");
  assertCount(draws, "draws", "explore", 2);
  const names = namesOf(options.parameters, posterior.dim);
  const samples = await posteriorDraws(rng, posterior, draws, options);
  const stds = columnStds(samples);
  stds.forEach((std, j) => assertPositive(std, `the spread of ${names[j]}`, "explore"));
  const [level] = quantiles(posterior.logDensity(samples), [quantile]);
  const stays = (points: Matrix): readonly boolean[] =>
    Array.from(posterior.logDensity(points), (value) => value >= level);
  const [inside] = stays(fromRows([theta]));
  const crossings = inside
    ? crossingsOf(stays, sidesOf(theta, stds, posterior))
    : new Float64Array(2 * theta.length).fill(NaN);
  const parameters = names.map((name, j): ParameterTolerance => {
    const [lower, upper] = [crossings[2 * j], crossings[2 * j + 1]];
    return { name, lower, upper, relative: (upper - lower) / stds[j] };
  });
  return Object.freeze({ parameters, level });
}

/** One parameter, one way: from its value by `unit` times a distance, up to an edge. */
interface Side {
  readonly theta: Float64Array;
  readonly column: number;
  readonly unit: number;
  readonly edge: number;
}

const sidesOf = (
  theta: Float64Array,
  stds: Float64Array,
  { support }: ExploredPosterior,
): readonly Side[] =>
  Array.from(theta, (_, column) => [
    { theta, column, unit: -stds[column], edge: support.lower[column] },
    { theta, column, unit: stds[column], edge: support.upper[column] },
  ]).flat();

const valueAt = ({ theta, column, unit, edge }: Side, distance: number): number => {
  const value = theta[column] + unit * distance;
  return unit < 0 ? Math.max(value, edge) : Math.min(value, edge);
};

function placed(sides: readonly Side[], distances: Float64Array): Matrix {
  const out = matrix(distances.length, sides[0].theta.length);
  const each = distances.length / sides.length;
  distances.forEach((distance, at) => {
    const side = sides[Math.floor(at / each)];
    row(out, at).set(side.theta);
    row(out, at)[side.column] = valueAt(side, distance);
  });
  return out;
}

/** Where each side first leaves the level, bracketed by a growing scan and bisected; its edge where it never does. */
function crossingsOf(
  stays: (points: Matrix) => readonly boolean[],
  sides: readonly Side[],
): Float64Array {
  const count = Math.ceil(Math.log(LAST / FIRST) / Math.log(GROWTH));
  const scan = Float64Array.from({ length: count }, (_, k) => FIRST * GROWTH ** k);
  const seen = stays(placed(sides, Float64Array.from(sides.flatMap(() => [...scan]))));
  const low = new Float64Array(sides.length);
  const high = Float64Array.from(sides, (_, i) => {
    const first = seen.slice(i * count, (i + 1) * count).indexOf(false);
    low[i] = first > 0 ? scan[first - 1] : 0;
    return first < 0 ? Infinity : scan[first];
  });
  for (let k = 0; k < BISECTIONS; k++) {
    const middle = low.map((value, i) => (high[i] < Infinity ? (value + high[i]) / 2 : 0));
    stays(placed(sides, middle)).forEach((yes, i) => {
      if (yes) low[i] = Math.max(low[i], middle[i]);
      else high[i] = middle[i];
    });
  }
  return Float64Array.from(sides, (side, i) =>
    valueAt(side, high[i] < Infinity ? low[i] : Infinity),
  );
}
