import { assert, assertCount, assertPositive } from "@retrodict/check";
import { columnStds, gatherRows, matrix } from "@retrodict/matrix";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import { coordinates } from "../coordinates.ts";
import { posteriorDraws } from "../posterior-draws.ts";
import { quasiNewton } from "../quasi-newton.ts";
import type { ExploredPosterior, Verdict } from "../types.ts";
import { groupedModes } from "./modes.ts";

export interface MaximumAPosterioriOptions extends RunOptions {
  /** Draws that are followed uphill; 64 by default. */
  readonly starts?: number;
  /** Draws of the posterior, whose covariance is the scale of steps; 1000 by default. */
  readonly draws?: number;
  /** A mode is converged once less than this many nats are to be gained; 1e-3 by default. */
  readonly tolerance?: number;
}

export interface Mode {
  readonly theta: Float64Array;
  readonly logDensity: number;
  /** Share of the starts that led here. */
  readonly share: number;
  readonly converged: boolean;
  /** Parameters whose value is on an edge of the prior: the density rises towards what the prior forbids. */
  readonly atEdge: readonly number[];
}

export interface MaximumAPosteriori {
  /** The highest of the modes. */
  readonly theta: Float64Array;
  readonly logDensity: number;
  /** All that were found, highest first. */
  readonly modes: readonly Mode[];
  readonly verdict: Verdict<"converged" | "not-converged">;
}

/** Evaluations per start: a well-conditioned climb takes some twenty. */
const EVALUATIONS = 500;
/** An optimum within this share of a standard deviation of an edge is on it. */
const ON_EDGE = 0.01;

/**
 * The parameters of highest posterior density, and every other local maximum that posterior draws lead to:
 * quasi-Newton climbs from many draws at once, within the prior and no nearer to its edges than half as near as any
 * draw. The density is that of theta in its own units, whose maximum depends on them. Two ends of climbs are one mode
 * where the density does not dip between them.
 */
export async function maximumAPosteriori(
  rng: Rng,
  posterior: ExploredPosterior,
  options: MaximumAPosterioriOptions = {},
): Promise<MaximumAPosteriori> {
  const { starts = 64, draws = 1000, tolerance = 1e-3 } = options;
  assertCount(starts, "starts", "explore");
  assertCount(draws, "draws", "explore", 2);
  assertPositive(tolerance, "tolerance", "explore");
  const samples = await posteriorDraws(rng, posterior, Math.max(draws, starts), options);
  const space = coordinates(posterior, samples);
  const minima = await quasiNewton(
    (y) => negated(space.logDensityGrad(y)),
    space.fromTheta(spread(samples, starts)),
    { ...options, evaluations: EVALUATIONS },
  );
  const ends = { points: minima.points, logDensity: minima.value.map((value) => -value) };
  const groups = groupedModes(space, ends, tolerance);
  assert(
    groups.length > 0,
    "data",
    "explore",
    "expected draws where the posterior has a density, got none; check that its draws and its density belong together",
  );
  const stds = columnStds(samples);
  const modes = groups.map((climbs): Mode => {
    const [top] = climbs;
    const theta = space.toTheta(gatherRows(minima.points, [top])).data;
    return {
      theta,
      logDensity: ends.logDensity[top],
      share: climbs.length / minima.points.rows,
      converged: minima.gain[top] <= tolerance,
      atEdge: edgesOf(theta, posterior, stds),
    };
  });
  const [{ theta, logDensity }] = modes;
  return Object.freeze({ theta, logDensity, modes, verdict: verdictOf(modes) });
}

const negated = ({ value, grad }: { readonly value: Float64Array; readonly grad: Matrix }) => ({
  value: value.map((own) => -own),
  grad: matrix(
    grad.rows,
    grad.cols,
    grad.data.map((by) => -by),
  ),
});

/** `count` rows, evenly spread: neighbours in a Markov chain resemble each other. */
const spread = (samples: Matrix, count: number): Matrix =>
  gatherRows(
    samples,
    Array.from({ length: Math.min(count, samples.rows) }, (_, i) =>
      Math.floor((i * samples.rows) / Math.min(count, samples.rows)),
    ),
  );

function edgesOf(
  theta: Float64Array,
  { support: { lower, upper } }: ExploredPosterior,
  stds: Float64Array,
): readonly number[] {
  return [...theta.keys()].filter(
    (j) => Math.min(theta[j] - lower[j], upper[j] - theta[j]) <= ON_EDGE * stds[j],
  );
}

function verdictOf(modes: readonly Mode[]): MaximumAPosteriori["verdict"] {
  const [{ converged, share, atEdge }] = modes;
  if (!converged)
    return {
      outcome: "not-converged",
      sentence:
        "The climb to the highest density did not end: the density is rough or unbounded there; take the value as a lower bound.",
    };
  const count =
    modes.length === 1 ? "the only mode found" : `the highest of ${modes.length} modes found`;
  const edges =
    atEdge.length === 0
      ? ""
      : `; ${atEdge.length} of its parameters are on an edge of the prior, towards which the density rises`;
  return {
    outcome: "converged",
    sentence: `It is ${count}, reached from ${Math.round(100 * share)} % of the starts${edges}.`,
  };
}
