/*
 * Where chains of a conditional begin: Gaussians in unconstrained space, twice as wide as the draws say, with and
 * without their correlation with what is fixed.
 */
import {
  gaussianMixture,
  soften,
  transformed,
  type GaussianMixture,
} from "@retrodict/distributions";
import { columnMeans, matrix, row } from "@retrodict/matrix";
import { finiteRows } from "@retrodict/nn";
import type { Distribution, Matrix, Support } from "@retrodict/spec";
import { shrunkCovariance } from "../coordinates.ts";

/** The square of 2. */
const WIDER = 4;

/** Of parameters `free`, ascending, given the others' values in `theta`; from draws of all parameters. */
export function conditionalStart(
  draws: Matrix,
  support: Support,
  { theta, free }: { readonly theta: Float64Array; readonly free: readonly number[] },
): Distribution {
  const space = soften(support);
  const { x: z } = finiteRows(draws, space.forward(draws));
  const all = gaussianMixture({
    weights: [1],
    means: matrix(1, z.cols, columnMeans(z)),
    covariances: [shrunkCovariance(z)],
  });
  const fixed = [...theta.keys()].filter((d) => !free.includes(d));
  const at = row(space.forward(matrix(1, theta.length, theta)), 0);
  const parts =
    fixed.length === 0
      ? [all]
      : [
          all.marginal(free),
          all.condition(
            fixed,
            fixed.map((d) => at[d]),
          ),
        ];
  const within = { lower: pick(support.lower, free), upper: pick(support.upper, free) };
  return transformed(wide(parts), soften(within), within);
}

const pick = (values: Float64Array, at: readonly number[]): Float64Array =>
  Float64Array.from(at, (d) => values[d]);

/** Single Gaussians mixed in equal parts, each widened. */
const wide = (parts: readonly GaussianMixture[]): GaussianMixture =>
  gaussianMixture({
    weights: parts.map(() => 1),
    means: matrix(
      parts.length,
      parts[0].dim,
      Float64Array.from(parts.flatMap((one) => [...one.mean()])),
    ),
    covariances: parts.map((one) => {
      const { rows, cols, data } = one.covariance();
      return matrix(
        rows,
        cols,
        data.map((value) => WIDER * value),
      );
    }),
  });
