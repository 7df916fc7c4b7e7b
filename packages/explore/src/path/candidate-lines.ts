import { firstRows, fromRows, row } from "@retrodict/matrix";
import type { Matrix, RunOptions } from "@retrodict/spec";
import type { Coordinates } from "../coordinates.ts";
import { arcLengths, evenlySpaced } from "./arc.ts";
import { bend } from "./bend.ts";
import { geodesicCost } from "./costs.ts";
import { curve, sine, sineCoefficients } from "./curve.ts";
import { routeOfDraws } from "./route-of-draws.ts";

/**
 * Sines in every dimension: enough for two turns of a spiral; with twice as many, and no lower density, paths wander.
 */
const SINES = 10;
/** Positions at which a curve is seen while it is bent. */
const POSITIONS = 100;
/** The power of the density that lengths are divided by: higher ones gained less than 0.01 nats and made detours. */
const BETA = 1;
const EVALUATIONS = 200;
/** Draws that the first way may pass. */
const ON_THE_WAY = 400;

export interface Between {
  readonly samples: Matrix;
  readonly ends: readonly [Float64Array, Float64Array];
  readonly options: RunOptions;
}

/** Lines of corners in the coordinates of `space`: the bent ones, cheapest first, then the route through draws. */
export async function candidateLines(
  space: Coordinates,
  { samples, ends, options: { signal, onProgress } }: Between,
): Promise<readonly Matrix[]> {
  const y = space.fromTheta(fromRows(ends));
  const [from, to] = [row(y, 0), row(y, 1)];
  const inside = space.fromTheta(firstRows(samples, ON_THE_WAY));
  const route = routeOfDraws(space, inside, [from, to]);
  const sines = curve({
    from,
    to,
    scale: new Float64Array(space.dim).fill(1),
    basis: Array.from({ length: SINES }, (_, k) => sine(k + 1)),
    positions: POSITIONS,
  });
  const followed = sineCoefficients(evenlySpaced(route, arcLengths(route), POSITIONS), SINES);
  const starts = fromRows([new Float64Array(sines.coefficients), followed]);
  const bent = await bend(sines, geodesicCost(BETA), space.logDensityGrad, {
    starts,
    evaluations: EVALUATIONS,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const order = [...bent.cost.keys()].sort((i, k) => bent.cost[i] - bent.cost[k]);
  return [...order.map((i) => sines.at(row(bent.coefficients, i)).points), route];
}
