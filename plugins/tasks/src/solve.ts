import { dormandPrince, integrateAdaptive } from "@retrodict/ode";
import type { VectorField } from "@retrodict/spec";

/** Tolerances of the published solver. */
const TOLERANCE = { rtol: 1e-8, atol: 1e-8 };

export interface Solution {
  /** One state per time, row by row. */
  readonly states: Float64Array;
  /** Why there is no solution, in words. */
  readonly failure?: string;
}

/** States of a system at rising times, the first of which is where it starts. */
export function solve(
  field: VectorField,
  initial: readonly number[],
  times: Float64Array,
): Solution {
  const { states, status } = integrateAdaptive(dormandPrince, field, initial, times, TOLERANCE);
  if (status === "complete") return { states: states.data };
  return {
    states: states.data,
    failure:
      status === "diverged"
        ? "the solution left what numbers can hold"
        : "the solver ran out of steps",
  };
}
