import { assertCount, assertRange } from "@retrodict/check";
import type { DifferentiableLogDensity, Sampler } from "@retrodict/spec";
import { gradientChains } from "./gradient-chains.ts";
import { nutsStep } from "./nuts-step.ts";

export interface NutsOptions {
  /** Chains whose gradients are taken together; 16 by default. */
  readonly chains?: number;
  /** Draws before the first that is kept, in which step size and covariance are learned; 300 by default. */
  readonly warmUp?: number;
  /** Mean acceptance that the step size is tuned to; 0.9 by default, nearer to 1 for smaller steps. */
  readonly acceptance?: number;
  /** A trajectory has at most `2^maxDepth − 1` steps; 10 by default. */
  readonly maxDepth?: number;
}

/**
 * The no-U-turn sampler (Hoffman & Gelman 2014): trajectories as long as they need to be, in space whitened by the
 * target's covariance, each followed by jumps to anywhere the warm-up has been (see `jumps`). For targets with gradients
 * and many parameters the best choice.
 */
export function nuts({
  chains = 16,
  warmUp = 300,
  acceptance = 0.9,
  maxDepth = 10,
}: NutsOptions = {}): Sampler<DifferentiableLogDensity> {
  assertCount(chains, "chains", "samplers", 2);
  assertCount(warmUp, "warmUp", "samplers", 0);
  assertRange(acceptance, 0.1, 0.999, "acceptance", "samplers");
  assertCount(maxDepth, "maxDepth", "samplers");
  return Object.freeze<Sampler<DifferentiableLogDensity>>({
    name: "nuts",
    citations: [
      {
        title: "The No-U-Turn sampler: adaptively setting path lengths in Hamiltonian Monte Carlo",
        authors: "Hoffman, M. D. and Gelman, A.",
        year: 2014,
        url: "https://arxiv.org/abs/1111.4246",
      },
    ],
    sample: (rng, target, n, options) =>
      gradientChains(rng, target, n, {
        ...options,
        chains,
        warmUp,
        acceptance,
        name: "nuts()",
        transition: (own, place, step) => nutsStep(own, place, { step, maxDepth }),
      }),
  });
}
