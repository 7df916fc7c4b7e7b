/** Numbers that say nothing of the parameters: a mixture of Student distributions in 92 dimensions, and where they stand in a row. */
import { numpyLegacy } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";
import { numpyPermutation } from "./numpy-permutation.ts";
import { LENGTH } from "./slcp-model.ts";

export const DIM = 92;
export const COMPONENTS = 20;
/** Numbers of a factor's lower triangle, row by row. */
export const TRIANGLE = (DIM * (DIM + 1)) / 2;

export interface Distractors {
  /** One row of `DIM` numbers per component. */
  readonly locations: Float64Array;
  /** One packed lower triangle per component. */
  readonly factors: Float64Array;
  /** Place `i` of a row holds number `order[i]`: first what matters, then the distractors. */
  readonly order: Uint32Array;
}

let made: Distractors | undefined;

/**
 * The published mixture, drawn again as it was: by numpy's generator with seed 42, locations first, then per component
 * a square of normals, of which the lower triangle counts, and the logarithms added to its diagonal.
 */
export function distractors(): Distractors {
  return (made ??= draw());
}

function draw(): Distractors {
  const rng = numpyLegacy(42);
  const locations = Float64Array.from({ length: COMPONENTS * DIM }, () => 15 * rng.normal());
  const factors = new Float64Array(COMPONENTS * TRIANGLE);
  for (let at = 0; at < factors.length; at += TRIANGLE)
    drawFactor(rng, factors.subarray(at, at + TRIANGLE));
  return { locations, factors, order: numpyPermutation(rng, LENGTH + DIM) };
}

function drawFactor(rng: Rng, out: Float64Array): void {
  for (let i = 0, at = 0; i < DIM; i++)
    for (let j = 0; j < DIM; j++) {
      const value = 3 * rng.normal();
      if (j <= i) out[at++] = value;
    }
  for (let i = 0; i < DIM; i++) out[(i * (i + 3)) / 2] += 3 * Math.exp(rng.normal());
}

/**
 * One draw into `out`: a component, and a normal of its covariance over the root of a chi-square variable per degree of
 * freedom. There are two degrees of freedom, so that is an exponential variable.
 */
export function drawDistractors(
  rng: Rng,
  { locations, factors }: Distractors,
  normals: Float64Array,
  out: Float64Array,
): void {
  const component = Math.floor(COMPONENTS * rng.uniform());
  const scale = 1 / Math.sqrt(-Math.log(rng.uniform()));
  for (let j = 0; j < DIM; j++) normals[j] = rng.normal();
  let at = component * TRIANGLE;
  for (let i = 0; i < DIM; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += factors[at++] * normals[j];
    out[i] = locations[component * DIM + i] + scale * sum;
  }
}
