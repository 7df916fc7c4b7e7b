import { assert, assertLength, assertMatrix } from "@retrodict/check";
import { gatherColumns, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { ExploredDensity } from "../types.ts";

/** The columns asked for, ascending. Throws an `argument` error on columns that are not there, or none. */
export function freeColumns(free: readonly number[], dim: number): readonly number[] {
  assert(
    free.length > 0 &&
      new Set(free).size === free.length &&
      free.every((d) => Number.isInteger(d) && d >= 0 && d < dim),
    "argument",
    "explore",
    () =>
      `expected different free parameters from 0 to ${dim - 1}, got [${free.join(", ")}]; pass their columns`,
  );
  return [...free].sort((i, j) => i - j);
}

/**
 * The posterior of parameters `free` where all others are those of `theta`, up to a constant: a density over the free
 * ones in ascending order, with gradients where the posterior has them.
 */
export function conditionalPosterior(
  posterior: ExploredDensity,
  theta: Float64Array,
  free: readonly number[],
): ExploredDensity {
  const { support } = posterior;
  assertLength(theta, posterior.dim, "theta", "explore");
  const columns = freeColumns(free, posterior.dim);
  const whole = (part: Matrix) => {
    assertMatrix(part, { cols: columns.length }, "the free parameters", "explore");
    return completed(part, theta, columns);
  };
  return Object.freeze<ExploredDensity>({
    dim: columns.length,
    support: {
      lower: Float64Array.from(columns, (d) => support.lower[d]),
      upper: Float64Array.from(columns, (d) => support.upper[d]),
    },
    logDensity: (part) => posterior.logDensity(whole(part)),
    ...(posterior.logDensityGrad && {
      logDensityGrad(part: Matrix) {
        const { logDensity, grad } = posterior.logDensityGrad!(whole(part));
        return { logDensity, grad: gatherColumns(grad, columns) };
      },
    }),
  });
}

/** Rows of all parameters: `theta`, with columns `free` from `part`. */
export function completed(part: Matrix, theta: Float64Array, free: readonly number[]): Matrix {
  const out = matrix(part.rows, theta.length);
  for (let i = 0; i < part.rows; i++) {
    out.data.set(theta, i * theta.length);
    free.forEach((d, k) => (out.data[i * theta.length + d] = part.data[i * part.cols + k]));
  }
  return out;
}
