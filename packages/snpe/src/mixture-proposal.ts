import { gaussianMixture, type GaussianMixture } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import type { Matrix, Proposal, Round } from "@retrodict/spec";
import { correctedDensity } from "./corrected-density.ts";
import { insidePrior } from "./inside-prior.ts";
import { thetaMixture } from "./theta-mixture.ts";
import type { LearnedParts } from "./types.ts";

/** A mixture of Gaussians, cut off where the prior is zero. */
export interface MixtureProposal extends Proposal {
  /** Before it was cut off, in theta's own units. */
  readonly mixture: GaussianMixture;
}

/** The Gaussian with the mean and covariance of what `snpeA` learned for one observation, inside the prior. */
export function gaussianProposal(parts: LearnedParts, observed: Matrix): MixtureProposal {
  const { density, warnings } = correctedDensity(parts, observed);
  const gaussian =
    density.components === 1
      ? density
      : gaussianMixture({
          weights: [1],
          means: matrix(1, density.dim, density.mean()),
          covariances: [density.covariance()],
        });
  return inside(parts, { mixture: gaussian, observed, warnings });
}

/** The mixture that was learned for one observation, inside the prior. */
export function mixtureProposal(parts: LearnedParts, observed: Matrix): MixtureProposal {
  const mixture = thetaMixture(parts.artifact, parts.estimator, observed);
  return inside(parts, { mixture, observed, warnings: [] });
}

function inside(
  { prior }: LearnedParts,
  {
    mixture,
    ...options
  }: {
    readonly mixture: GaussianMixture;
    readonly observed: Matrix;
    readonly warnings: readonly string[];
  },
): MixtureProposal {
  const cut = insidePrior({ prior, density: mixture, diagnostics: {}, ...options });
  return Object.freeze({ ...cut, mixture });
}

/** Whether a round was drawn from a mixture that is known. */
export function isMixture(proposal: Round["proposal"]): proposal is MixtureProposal {
  return typeof proposal === "object" && "mixture" in proposal;
}
