import { assert } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import { mdn, type MixtureDensityEstimator } from "@retrodict/mdn";
import { densityLoss, fromResiduals, fromSpace } from "@retrodict/neural-fit";
import type { ConditionalDensityEstimator, InferenceAlgorithm, Round } from "@retrodict/spec";
import { algorithm, type NeuralOptions } from "./algorithm.ts";
import { greenberg2019 } from "./citations.ts";
import { gaussianForm, type GaussianForm } from "./gaussian-form.ts";
import { isMixture } from "./mixture-proposal.ts";
import { proposalPosterior, withPlace } from "./proposal-posterior.ts";
import { proposalRatio, type Quadratic } from "./proposal-ratio.ts";
import type { SnpeFit } from "./types.ts";

/** Its estimators give mixtures, `mdn()` by default; an embedding would hide them. */
export type SnpeCMixtureOptions = Omit<
  NeuralOptions<MixtureDensityEstimator>,
  "embedding" | "engine"
>;

/**
 * SNPE-C without atoms, automatic posterior transformation of mixtures: all rounds by the likelihood of the posterior
 * under their own proposal, in closed form (Greenberg et al. 2019). The prior is Gaussian or uniform, and rounds are
 * drawn from it or from what a fit of this algorithm proposes. A step costs as many products of Gaussians as the
 * network and the proposal have pairs of components.
 */
export function snpeCMixture(options: SnpeCMixtureOptions): InferenceAlgorithm<SnpeFit> {
  const form = gaussianForm(options.prior);
  return algorithm(
    {
      kind: "snpeCMixture",
      citations: Object.freeze([greenberg2019]),
      accepts: Object.freeze({
        proposals: "any",
        trials: false,
        failures: "excluded",
        gaps: false,
      }),
      affine: true,
      learning({ theta, line, target, context, regressors, logDet, simulations }, rounds) {
        const ratios = rounds.map(({ proposal }) => ratioOf(proposal, form));
        const zero = matrix(target.rows, target.cols);
        const center = fromSpace(fromResiduals(zero, regressors, line), theta);
        const scale = theta.standardization.std.map((std, j) => std * line.spread[j]);
        return {
          loss: densityLoss(target, withPlace(context, center, simulations.round), logDet),
          trained: (estimator) => proposalPosterior(mixturesOf(estimator), { ratios, scale }),
        };
      },
    },
    options,
    options.estimator ?? mdn(),
  );
}

function ratioOf(proposal: Round["proposal"], form: GaussianForm): Quadratic[] | undefined {
  if (proposal === "prior") return undefined;
  assert(
    isMixture(proposal),
    "argument",
    "snpe",
    "expected rounds drawn from the prior or a mixture of Gaussians, got one from another proposal; draw theta from fit.proposal(observed) of snpeCMixture, or use snpeC",
  );
  return proposalRatio(proposal.mixture, form);
}

function mixturesOf(estimator: ConditionalDensityEstimator): MixtureDensityEstimator {
  assert(
    "mixtures" in estimator,
    "argument",
    "snpe",
    "expected an estimator that gives the mixtures of many rows, got another; use mdn",
  );
  return estimator as MixtureDensityEstimator;
}
