import { row } from "@retrodict/matrix";
import type { LogDensity, Matrix } from "@retrodict/spec";
import type { Task } from "./types.ts";

/**
 * Prior times likelihood of one observation, exact up to a constant: what samplers draw a reference posterior from. `x` is
 * one row of the task's output.
 */
export function unnormalizedPosterior({ prior, logLikelihood }: Task, x: Float64Array): LogDensity {
  return Object.freeze({
    dim: prior.dim,
    support: prior.support,
    logDensity: (theta: Matrix) =>
      prior
        .logDensity(theta)
        .map((value, i) => (value > -Infinity ? value + logLikelihood(row(theta, i), x) : value)),
  });
}
