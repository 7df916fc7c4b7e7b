import type { Rng } from "./rng.ts";

/** `dy/dt = f(t, y)`, written into `dydt`. */
export type VectorField = (t: number, y: Float64Array, dydt: Float64Array) => void;

/** `dy/dt = rate ∘ (target − y)`, the form exponential Euler needs. */
export type GatedField = (
  t: number,
  y: Float64Array,
  rate: Float64Array,
  target: Float64Array,
) => void;

/** `dy = drift dt + diffusion ∘ dW`, diagonal noise (Itô). */
export type StochasticField = (
  t: number,
  y: Float64Array,
  drift: Float64Array,
  diffusion: Float64Array,
) => void;

/** One step method. `Noise` is `Rng` for stochastic methods, `void` otherwise. */
export interface Integrator<
  Field = VectorField,
  Workspace = unknown,
  Noise extends Rng | void = void,
> {
  readonly name: string;
  /** Global order of convergence (strong order for stochastic methods). */
  readonly order: number;
  workspace(dim: number): Workspace;
  /** Advances `y` in place from `t` to `t + dt`; returns a local error estimate, `NaN` if it has none. */
  step(
    field: Field,
    t: number,
    dt: number,
    y: Float64Array,
    workspace: Workspace,
    noise: Noise,
  ): number;
}
