import { assertCount, assertPositive, assertRange } from "@retrodict/check";
import type { DifferentiableLogDensity, Sampler } from "@retrodict/spec";
import { gradientChains } from "./gradient-chains.ts";
import { hmcStep } from "./hmc-step.ts";

export interface HmcOptions {
  /** Chains whose gradients are taken together; 16 by default. */
  readonly chains?: number;
  /** Draws before the first that is kept, in which step size and covariance are learned; 300 by default. */
  readonly warmUp?: number;
  /** Mean acceptance that the step size is tuned to; 0.9 by default. */
  readonly acceptance?: number;
  /** Mean time of a trajectory, in standard deviations of the target; a quarter of a period, π / 2, by default. */
  readonly length?: number;
}

/**
 * Hamiltonian Monte Carlo with trajectories of a mean length (Duane et al. 1987; Neal 2011) and the same jumps as `nuts`. Where `nuts` is to be
 * understood, or its doubling costs more than it gains.
 */
export function hmc({
  chains = 16,
  warmUp = 300,
  acceptance = 0.9,
  length = Math.PI / 2,
}: HmcOptions = {}): Sampler<DifferentiableLogDensity> {
  assertCount(chains, "chains", "samplers", 2);
  assertCount(warmUp, "warmUp", "samplers", 0);
  assertRange(acceptance, 0.1, 0.999, "acceptance", "samplers");
  assertPositive(length, "length", "samplers");
  return Object.freeze<Sampler<DifferentiableLogDensity>>({
    name: "hmc",
    citations: [
      {
        title: "MCMC using Hamiltonian dynamics",
        authors: "Neal, R. M.",
        year: 2011,
        url: "https://arxiv.org/abs/1206.1901",
      },
    ],
    sample: (rng, target, n, options) =>
      gradientChains(rng, target, n, {
        ...options,
        chains,
        warmUp,
        acceptance,
        name: "hmc()",
        transition: (own, place, step) => hmcStep(own, place, { step, length }),
      }),
  });
}
