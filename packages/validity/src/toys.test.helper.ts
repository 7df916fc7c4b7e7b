/** Simulators of which only is known whether they give an output. */
import { box } from "@retrodict/distributions";
import { row } from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";
import type { SimulatedValidity } from "./types.ts";

/** Two parameters, each uniform between −3 and 3. */
export const prior = box([-3, -3], [3, 3]);

/** Valid on one side of a line through the middle: half of the prior. */
export const halfPlane = ([a, b]: Float64Array): number => (a + 0.5 * b > 0 ? Infinity : -Infinity);

/** Valid inside a circle, of which no straight line tells anything: a third of the prior. */
export const disc = ([a, b]: Float64Array): number => (a ** 2 + b ** 2 < 4 ? Infinity : -Infinity);

/** Valid with probability σ of these log-odds. */
export const slope = ([a, b]: Float64Array): number => 1 + 1.5 * a - b;

export function simulated(
  rng: Rng,
  theta: Matrix,
  logOdds: (theta: Float64Array) => number,
): SimulatedValidity {
  const valid = Uint8Array.from({ length: theta.rows }, (_, i) =>
    Number(rng.uniform() < probability(logOdds(row(theta, i)))),
  );
  return { theta, valid };
}

export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
