import { assert, assertCount, assertLength, assertRange } from "@retrodict/check";
import { columnStds, fromRows, gatherRows, row, stackRows } from "@retrodict/matrix";
import type { Matrix, Rng, RunOptions } from "@retrodict/spec";
import { quantiles } from "@retrodict/stats";
import { coordinates, orNever } from "../coordinates.ts";
import { posteriorDraws } from "../posterior-draws.ts";
import type { ExploredPosterior, Verdict } from "../types.ts";
import { arcLengths, evenlySpaced } from "./arc.ts";
import { candidateLines } from "./candidate-lines.ts";

export interface HighProbabilityPathOptions extends RunOptions {
  /** Points of the path that are returned; 80 by default. */
  readonly points?: number;
  /** Posterior mass outside of which the path counts as broken; 0.01 by default. */
  readonly epsilon?: number;
  /** Draws of the posterior: they tell its scale, its level of density and a first way; 1000 by default. */
  readonly draws?: number;
}

export interface HighProbabilityPath {
  /** From a to b at even distances, one per row. */
  readonly points: Matrix;
  readonly logDensity: Float64Array;
  /** Of each point from a along the path, in units of the parameters' posterior standard deviations. */
  readonly distance: Float64Array;
  readonly length: number;
  /** The posterior standard deviation of each parameter. */
  readonly scale: Float64Array;
  /** Where the density is lowest, between the points too. */
  readonly lowest: {
    readonly theta: Float64Array;
    readonly logDensity: number;
    readonly distance: number;
  };
  /** The log-density at the edge of the densest region that holds 1 − ε of the posterior, and both ends. */
  readonly level: number;
  readonly verdict: Verdict<"connected" | "island">;
}

/** Times as many points as are returned are seen in search of the lowest. */
const FINER = 10;
/** Nats by which no two paths differ. */
const ALIKE = 0.01;

/**
 * The way between two parameter sets on which the density stays as high as can be: the shortest where lengths are
 * divided by the density (`geodesicCost`), in all dimensions and within the prior by construction. Curves of sines
 * are bent from the straight line and from the shortest route between draws; of these and that route the path is the
 * one whose lowest density is highest. Not finding a way proves no island, though what connects the two would have to
 * be thin.
 */
export async function highProbabilityPath(
  rng: Rng,
  posterior: ExploredPosterior,
  a: Float64Array,
  b: Float64Array,
  options: HighProbabilityPathOptions = {},
): Promise<HighProbabilityPath> {
  const { points: count = 80, epsilon = 0.01, draws = 1000 } = options;
  assertCount(count, "points", "explore", 2);
  assertRange(epsilon, 0, 1, "epsilon", "explore");
  assertCount(draws, "draws", "explore", 2);
  const ends = [a, b] as const;
  const atEnds = endDensities(posterior, ends);
  const samples = await posteriorDraws(rng, posterior, draws, options);
  const space = coordinates(posterior, stackRows(samples, fromRows(ends)));
  const lines = await candidateLines(space, { samples, ends, options });
  const scale = columnStds(samples);
  const perUnit = scale.map((std) => 1 / std);
  const seen = lines.map((line) => {
    const corners = space.toTheta(line);
    corners.data.set(a);
    corners.data.set(b, corners.data.length - corners.cols);
    const points = evenlySpaced(corners, arcLengths(corners, perUnit), FINER * (count - 1) + 1);
    return { points, logDensity: posterior.logDensity(points).map(orNever) };
  });
  const lowests = seen.map(({ logDensity }) => Math.min(...logDensity));
  const best = lowests.findIndex((value) => value >= Math.max(...lowests) - ALIKE);
  const { points, logDensity } = seen[best];
  const distances = arcLengths(points, perUnit);
  const at = logDensity.indexOf(lowests[best]);
  const kept = Uint32Array.from({ length: count }, (_, i) => FINER * i);
  const [quantile] = quantiles(posterior.logDensity(samples), [epsilon]);
  const level = Math.min(quantile, ...atEnds);
  const found = { lowest: lowests[best], level, epsilon };
  return Object.freeze<HighProbabilityPath>({
    points: gatherRows(points, kept),
    logDensity: Float64Array.from(kept, (i) => logDensity[i]),
    distance: Float64Array.from(kept, (i) => distances[i]),
    length: distances[distances.length - 1],
    scale,
    lowest: {
      theta: row(points, at).slice(),
      logDensity: lowests[best],
      distance: distances[at],
    },
    level,
    verdict: verdictOf(found),
  });
}

function endDensities(
  posterior: ExploredPosterior,
  ends: readonly [Float64Array, Float64Array],
): Float64Array {
  const { lower, upper } = posterior.support;
  ends.forEach((end, i) => {
    assertLength(end, posterior.dim, "ab"[i], "explore");
    assert(
      end.every((value, j) => value > lower[j] && value < upper[j]),
      "range",
      "explore",
      () =>
        `expected ends within the prior, got ${"ab"[i]} on an edge or beyond; pass draws of the posterior`,
    );
  });
  const density = posterior.logDensity(fromRows(ends));
  density.forEach((value, i) =>
    assert(
      Number.isFinite(value),
      "range",
      "explore",
      () =>
        `expected ends where the posterior has a density, got a log-density of ${value} at ${"ab"[i]}; pass draws of the posterior`,
    ),
  );
  return density;
}

interface Found {
  readonly lowest: number;
  readonly level: number;
  readonly epsilon: number;
}

function verdictOf({ lowest, level, epsilon }: Found): HighProbabilityPath["verdict"] {
  const region = `the densest ${Number((100 * (1 - epsilon)).toPrecision(6))} % of the posterior`;
  if (lowest >= level - ALIKE)
    return {
      outcome: "connected",
      sentence: `The two are connected: the log-density on the way falls to ${lowest.toFixed(2)} and never leaves ${region} with both ends, whose edge is at ${level.toFixed(2)}.`,
    };
  return {
    outcome: "island",
    sentence: `No way was found between the two: the best one falls to a log-density of ${lowest.toFixed(2)}, ${(level - lowest).toFixed(1)} nats below the edge of ${region}. Each is on an island, unless what connects them is too thin to be found.`,
  };
}
