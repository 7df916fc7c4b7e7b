import type { VectorField } from "@retrodict/spec";
import { copy } from "./copy.ts";
import { errorNorm, firstStep, piController, type Tolerance } from "./step-control.ts";
import type { AdaptiveIntegrator } from "./types.ts";

/** Walks along a solution in steps as long as the tolerance allows. */
export interface AdaptiveStepper {
  /** How far it has come. */
  time(): number;
  /** Whether its step is too small to move on: a singularity, or values that are not finite. */
  stuck(): boolean;
  /** Tries a step that ends at `end` at most; says whether it was accepted. */
  attempt(end: number): boolean;
  /** Writes the state at a time within the step just accepted. */
  stateAt(time: number, out: Float64Array): void;
}

export function adaptiveStepper<Workspace extends { readonly error: Float64Array }>(
  integrator: AdaptiveIntegrator<Workspace>,
  field: VectorField,
  initial: ArrayLike<number>,
  start: number,
  tolerance: Tolerance,
): AdaptiveStepper {
  const y = Float64Array.from(initial);
  const before = y.slice();
  const workspace = integrator.workspace(y.length);
  const order = integrator.embeddedOrder + 1;
  const control = piController(order);
  let from = start;
  let t = start;
  let dt = firstStep(field, t, y, order, tolerance);
  return {
    time: () => t,
    stuck: () => !(t + dt > t),
    attempt(end) {
      const next = t + dt < end ? t + dt : end;
      copy(y, before);
      integrator.step(field, t, next - t, y, workspace);
      const error = errorNorm(workspace.error, before, y, tolerance);
      const accepted = error <= 1;
      dt *= control(error);
      if (accepted) {
        from = t;
        t = next;
      } else copy(before, y);
      return accepted;
    },
    stateAt: (time, out) => integrator.interpolate(workspace, (time - from) / (t - from), out),
  };
}
