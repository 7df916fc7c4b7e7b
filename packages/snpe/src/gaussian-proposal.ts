import { gaussianMixture, type GaussianMixture } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import type { Matrix, Proposal, Round } from "@retrodict/spec";
import { correctedDensity } from "./corrected-density.ts";
import { insidePrior } from "./inside-prior.ts";
import type { LearnedParts } from "./types.ts";

/** A Gaussian, cut off where the prior is zero. */
export interface GaussianProposal extends Proposal {
  /** One component: only by a single Gaussian can what was learned be divided. */
  readonly gaussian: GaussianMixture;
}

/** The Gaussian with the mean and covariance of what was learned for one observation, inside the prior. */
export function gaussianProposal(parts: LearnedParts, observed: Matrix): GaussianProposal {
  const { density, warnings } = correctedDensity(parts, observed);
  const gaussian =
    density.components === 1
      ? density
      : gaussianMixture({
          weights: [1],
          means: matrix(1, density.dim, density.mean()),
          covariances: [density.covariance()],
        });
  const { prior } = parts;
  const cut = insidePrior({ prior, density: gaussian, observed, diagnostics: {}, warnings });
  return Object.freeze({ ...cut, gaussian });
}

/** Whether a round was drawn from a single Gaussian that is known. */
export function isGaussian(proposal: Round["proposal"]): proposal is GaussianProposal {
  return typeof proposal === "object" && "gaussian" in proposal;
}
