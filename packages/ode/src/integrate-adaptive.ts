import { assert, assertCount, assertFinite, assertPositive } from "@retrodict/check";
import type { VectorField } from "@retrodict/spec";
import { adaptiveStepper } from "./adaptive-stepper.ts";
import type { AdaptiveIntegrator, AdaptiveTrajectory } from "./types.ts";

export interface AdaptiveOptions {
  /** Tolerated error relative to the state; 1e-6 by default. */
  readonly rtol?: number;
  /** Tolerated error in the state's units; 1e-9 by default. */
  readonly atol?: number;
  /** Steps tried at most, rejected ones included; 100 000 by default. */
  readonly maxSteps?: number;
}

const DEFAULTS = { rtol: 1e-6, atol: 1e-9, maxSteps: 100_000 };

/**
 * Integrates `field` from `initial` at `times[0]`, with steps as long as the tolerance allows, and reads
 * the states at `times` off the method's interpolant; they do not shorten steps. Rows not reached are
 * NaN: `"diverged"` where no step was small enough (a singularity, values that are not finite),
 * `"budget"` where `maxSteps` ran out (a stiff field, most often).
 * Throws `RetrodictError` unless times rise and tolerances are positive.
 */
export function integrateAdaptive<Workspace extends { readonly error: Float64Array }>(
  integrator: AdaptiveIntegrator<Workspace>,
  field: VectorField,
  initial: ArrayLike<number>,
  times: ArrayLike<number>,
  options: AdaptiveOptions = {},
): AdaptiveTrajectory {
  const { rtol, atol, maxSteps } = { ...DEFAULTS, ...options };
  assertInputs(initial, times, { rtol, atol, maxSteps });
  const grid = Float64Array.from(times);
  const cols = initial.length;
  const data = new Float64Array(grid.length * cols).fill(Number.NaN);
  const stepper = adaptiveStepper(integrator, field, initial, grid[0], { rtol, atol });
  let [row, acceptedSteps, rejectedSteps] = [1, 0, 0];
  data.set(initial);
  while (row < grid.length && acceptedSteps + rejectedSteps < maxSteps && !stepper.stuck()) {
    if (!stepper.attempt(grid[grid.length - 1])) {
      rejectedSteps++;
      continue;
    }
    acceptedSteps++;
    for (; grid[row] <= stepper.time(); row++) {
      stepper.stateAt(grid[row], data.subarray(row * cols, (row + 1) * cols));
    }
  }
  const status = row === grid.length ? "complete" : stepper.stuck() ? "diverged" : "budget";
  const states = { rows: grid.length, cols, data };
  return { times: grid, states, status, acceptedSteps, rejectedSteps };
}

function assertInputs(
  initial: ArrayLike<number>,
  times: ArrayLike<number>,
  { rtol, atol, maxSteps }: typeof DEFAULTS,
): void {
  assertPositive(rtol, "rtol", "ode");
  assertPositive(atol, "atol", "ode");
  assertCount(maxSteps, "maxSteps", "ode");
  assertCount(initial.length, "the dimension of the initial state", "ode");
  assertCount(times.length, "the number of times", "ode");
  assertFinite(times, "times", "ode");
  for (let i = 1; i < times.length; i++) {
    assert(
      times[i] > times[i - 1],
      "argument",
      "ode",
      () =>
        `expected rising times, got ${times[i]} after ${times[i - 1]}; sort them and drop repeats`,
    );
  }
}
