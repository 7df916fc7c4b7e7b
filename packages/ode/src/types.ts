import type { Integrator, Matrix, VectorField } from "@retrodict/spec";

/** The coefficients of an explicit Runge–Kutta method with `s` stages, as published. */
export interface ButcherTableau {
  /** Global order of convergence. */
  readonly order: number;
  /** When each stage is evaluated, in steps: `c`, length `s`. */
  readonly nodes: readonly number[];
  /** What each stage makes of the slopes before it: `a`, row `i` of length `i`. */
  readonly stages: readonly (readonly number[])[];
  /** What the step makes of all slopes: `b`, length `s`. */
  readonly weights: readonly number[];
}

/** A tableau with a second solution to estimate the error from, and a solution between the grid points. */
export interface EmbeddedTableau extends ButcherTableau {
  /** Order of the embedded solution. */
  readonly embeddedOrder: number;
  /** `b` minus the embedded solution's weights, length `s`. */
  readonly errorWeights: readonly number[];
  /** Row `j` holds the coefficients of θ, θ², … in the weight of slope `j` at the fraction θ of a step. */
  readonly dense: readonly (readonly number[])[];
}

/** The buffers of a Runge–Kutta step, and what the last step left in them. */
export interface RungeKuttaWorkspace {
  /** One row per stage. */
  readonly slopes: Float64Array;
  /** Views of those rows. */
  readonly slopesOf: readonly Float64Array[];
  readonly stage: Float64Array;
  /** State at the start of the last step. */
  readonly start: Float64Array;
  /** State at its end. */
  readonly end: Float64Array;
  /** Its error estimate per dimension. */
  readonly error: Float64Array;
  readonly last: { field: VectorField | undefined; t: number; dt: number };
}

/** An integrator that says how wrong each dimension is, and what the state was within its last step. */
export interface AdaptiveIntegrator<
  Workspace extends { readonly error: Float64Array } = RungeKuttaWorkspace,
> extends Integrator<VectorField, Workspace> {
  /** The error estimate shrinks like `dt` to this power plus one. */
  readonly embeddedOrder: number;
  /** Writes the state at `fraction` (0 … 1) of the last step. */
  interpolate(workspace: Workspace, fraction: number, out: Float64Array): void;
}

/**
 * How an integration ended: at its last time, where the state stopped being finite (or no step was
 * small enough), or when the step budget was spent.
 */
export type IntegrationStatus = "complete" | "diverged" | "budget";

export interface Trajectory {
  readonly times: Float64Array;
  /** Row `i` is the state at `times[i]`; all NaN where it was not reached. */
  readonly states: Matrix;
  readonly status: IntegrationStatus;
}

export interface AdaptiveTrajectory extends Trajectory {
  readonly acceptedSteps: number;
  readonly rejectedSteps: number;
}
