import { assertCount, assertPositive } from "@retrodict/check";
import type { Integrator, Rng } from "@retrodict/spec";
import type { Trajectory } from "./types.ts";

/** An even grid of `steps` steps of `dt` from `start`. */
export interface GridOptions {
  readonly dt: number;
  readonly steps: number;
  /** 0 by default. */
  readonly start?: number;
  /** Keep every n-th state, the initial one first; all of them, 1, by default. */
  readonly every?: number;
}

/**
 * Integrates `field` from `initial` on an even grid; row `i` is the state after `i · every` steps.
 * A state that is not finite makes its row and all later ones NaN, and the status `"diverged"`.
 * Throws `RetrodictError` on a grid that makes no sense.
 */
export function integrate<Field, Workspace>(
  integrator: Integrator<Field, Workspace>,
  field: Field,
  initial: ArrayLike<number>,
  options: GridOptions,
): Trajectory {
  return march(undefined, integrator, field, initial, options);
}

/** The same for a stochastic method, whose noise comes from `rng`. */
export function integrateStochastic<Field, Workspace>(
  rng: Rng,
  integrator: Integrator<Field, Workspace, Rng>,
  field: Field,
  initial: ArrayLike<number>,
  options: GridOptions,
): Trajectory {
  return march(rng, integrator, field, initial, options);
}

function march<Field, Workspace, Noise extends Rng | void>(
  noise: Noise,
  integrator: Integrator<Field, Workspace, Noise>,
  field: Field,
  initial: ArrayLike<number>,
  { dt, steps, start = 0, every = 1 }: GridOptions,
): Trajectory {
  assertPositive(dt, "dt", "ode");
  assertCount(steps, "steps", "ode", 0);
  assertCount(every, "every", "ode");
  assertCount(initial.length, "the dimension of the initial state", "ode");
  const y = Float64Array.from(initial);
  const rows = Math.floor(steps / every) + 1;
  const data = new Float64Array(rows * y.length).fill(Number.NaN);
  const times = Float64Array.from({ length: rows }, (_, row) => start + row * every * dt);
  const workspace = integrator.workspace(y.length);
  let step = 0;
  let row = 0;
  for (; row < rows; row++) {
    for (; step < row * every; step++) {
      integrator.step(field, start + step * dt, dt, y, workspace, noise);
    }
    if (!y.every(Number.isFinite)) break;
    data.set(y, row * y.length);
  }
  const states = { rows, cols: y.length, data };
  return { times, states, status: row === rows ? "complete" : "diverged" };
}
