import { assert } from "@retrodict/check";
import { mdn, type MixtureDensityEstimator } from "@retrodict/mdn";
import type { InferenceAlgorithm, Round } from "@retrodict/spec";
import { algorithm, type NeuralOptions } from "./algorithm.ts";
import { papamakarios2016 } from "./citations.ts";
import { likelihood } from "./likelihood.ts";
import { gaussianForm } from "./gaussian-form.ts";
import { isMixture } from "./mixture-proposal.ts";
import type { SnpeFit } from "./types.ts";

/** Its estimators give mixtures; `mdn()` by default. */
export type SnpeAOptions = NeuralOptions<MixtureDensityEstimator>;

/**
 * SNPE-A: a mixture density network learns the last round by maximum likelihood, under that round's proposal; times
 * the prior, divided by the proposal, by formula, it is the posterior (Papamakarios & Murray 2016). The prior is
 * Gaussian or uniform. `proposal(observed)` is one Gaussian, so that it can be divided by; with a network of one
 * component in all rounds but the last it is the posterior itself.
 */
export function snpeA(options: SnpeAOptions): InferenceAlgorithm<SnpeFit> {
  gaussianForm(options.prior);
  return algorithm(
    {
      kind: "snpeA",
      citations: Object.freeze([papamakarios2016]),
      accepts: Object.freeze({
        proposals: "any",
        trials: false,
        failures: "excluded",
        gaps: false,
      }),
      affine: true,
      chosen: lastProposal,
      learning: (data, [{ proposal }]) => ({
        loss: likelihood(data),
        facts: proposal === "prior" ? {} : { proposal: gaussianOf(proposal) },
      }),
    },
    options,
    options.estimator ?? mdn(),
  );
}

/** The rounds drawn from what the last one was drawn from. */
function lastProposal(rounds: readonly Round[]): readonly Round[] {
  const last = rounds.at(-1)?.proposal;
  return rounds.filter(({ proposal }) => proposal === last);
}

function gaussianOf(proposal: Round["proposal"]) {
  assert(
    isMixture(proposal) && proposal.mixture.components === 1,
    "argument",
    "snpe",
    "expected the last round to be drawn from the prior or one Gaussian, got another proposal; draw theta from fit.proposal(observed) of snpeA",
  );
  return proposal.mixture.config!;
}
