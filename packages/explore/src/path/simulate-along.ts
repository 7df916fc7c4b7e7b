import { assertCount, assertMatrix, refuseIfAborted } from "@retrodict/check";
import { gatherRows, matrix } from "@retrodict/matrix";
import type { BatchSimulator, Matrix, Rng, RunOptions } from "@retrodict/spec";
import type { Verdict } from "../types.ts";
import type { ObservationDistance } from "./observation-distance.ts";

export interface SimulateAlongOptions extends RunOptions {
  /** Simulations at every point; 10 by default. */
  readonly repeats?: number;
}

export interface SimulatedPath {
  /** What was simulated: row `i · repeats + r` is repeat r at point i; NaN where it failed. */
  readonly x: Matrix;
  /** Median distance from the observation at every point. */
  readonly median: Float64Array;
  /** Share of the simulations at every point that are within reach of the observation. */
  readonly share: Float64Array;
  readonly verdict: Verdict<"supported" | "broken">;
}

/**
 * Whether the model does along a path, one point per row, what was observed: simulates every point several times and
 * compares with the observation, by an `observationDistance`. A point supports the path if most of its simulations
 * are within reach.
 */
export async function simulateAlong(
  rng: Rng,
  simulator: Pick<BatchSimulator, "simulateBatch">,
  points: Matrix,
  near: ObservationDistance,
  { repeats = 10, signal, onProgress }: SimulateAlongOptions = {},
): Promise<SimulatedPath> {
  assertMatrix(points, {}, "points", "explore");
  assertCount(points.rows, "the number of points", "explore");
  assertCount(repeats, "repeats", "explore");
  const rows = Uint32Array.from({ length: points.rows * repeats }, (_, at) =>
    Math.floor(at / repeats),
  );
  const { x } = await simulator.simulateBatch(rng, gatherRows(points, rows), {
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  refuseIfAborted(signal, "explore");
  const distances = matrix(points.rows, repeats, near.distance(x));
  const each = Array.from({ length: points.rows }, (_, i) =>
    distances.data.subarray(i * repeats, (i + 1) * repeats),
  );
  const share = Float64Array.from(
    each,
    (own) => own.filter((distance) => distance <= near.reach).length / repeats,
  );
  return Object.freeze({
    x,
    median: Float64Array.from(each, (own) => own.toSorted()[(repeats - 1) >> 1]),
    share,
    verdict: verdictOf(share, near.share),
  });
}

function verdictOf(share: Float64Array, predictions: number): SimulatedPath["verdict"] {
  const least = Math.min(...share);
  const broken = share.filter((own) => own < 0.5).length;
  const worst = `at point ${share.indexOf(least) + 1} of ${share.length}, where ${Math.round(100 * least)} % of the simulations are as near to the observation as ${Math.round(100 * predictions)} % of the predictions`;
  return broken === 0
    ? {
        outcome: "supported",
        sentence: `Simulations along the whole path resemble the observation, least so ${worst}.`,
      }
    : {
        outcome: "broken",
        sentence: `At ${broken} of ${share.length} points of the path most simulations do not resemble the observation, least of all ${worst}.`,
      };
}
