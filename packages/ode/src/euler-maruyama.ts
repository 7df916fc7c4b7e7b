import type { Integrator, Rng, StochasticField } from "@retrodict/spec";

export interface StochasticWorkspace {
  readonly drift: Float64Array;
  readonly diffusion: Float64Array;
}

/**
 * Euler–Maruyama for Itô equations with diagonal noise, strong order 1/2 (1 where the diffusion does not
 * depend on the state): `y += drift dt + diffusion √dt ξ`. One normal per dimension and step is drawn,
 * also where the diffusion is zero (Maruyama, *Rend. Circ. Mat. Palermo* 4:48, 1955; Kloeden & Platen,
 * *Numerical Solution of Stochastic Differential Equations*, section 10.2).
 */
export const eulerMaruyama: Integrator<StochasticField, StochasticWorkspace, Rng> = Object.freeze({
  name: "eulerMaruyama",
  order: 0.5,
  workspace: (dim: number) => ({ drift: new Float64Array(dim), diffusion: new Float64Array(dim) }),
  step(
    field: StochasticField,
    t: number,
    dt: number,
    y: Float64Array,
    { drift, diffusion }: StochasticWorkspace,
    noise: Rng,
  ): number {
    field(t, y, drift, diffusion);
    const scale = Math.sqrt(dt);
    for (let i = 0; i < y.length; i++) {
      y[i] += drift[i] * dt + diffusion[i] * scale * noise.normal();
    }
    return Number.NaN;
  },
});
