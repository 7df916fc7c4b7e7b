/*
 * What was learned under a proposal becomes the posterior under the prior by formula: times the prior, divided by the
 * proposal (Papamakarios & Murray 2016). Both are cut off where the prior is zero, which changes their quotient by a
 * constant only.
 */
import { RetrodictError } from "@retrodict/check";
import {
  gaussianMixture,
  gaussianMixtureFromConfig,
  productOfMixtures,
  quotientOfMixtures,
  type GaussianMixture,
} from "@retrodict/distributions";
import { gatherRows } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { gaussianForm } from "./gaussian-form.ts";
import { thetaMixture } from "./theta-mixture.ts";
import type { LearnedParts } from "./types.ts";

export interface CorrectedDensity {
  readonly density: GaussianMixture;
  readonly warnings: readonly string[];
}

/**
 * The corrected mixture given one observation. Components that are wider than the proposal even after multiplication
 * with the prior have no quotient: they are left out, with a warning. Throws a `numeric` error where none is left.
 */
export function correctedDensity(
  { artifact, prior, estimator }: LearnedParts,
  observed: Matrix,
): CorrectedDensity {
  const learned = thetaMixture(artifact, estimator, observed);
  if (artifact.proposal === undefined) return { density: learned, warnings: [] };
  const form = gaussianForm(prior);
  const numerator = form === "uniform" ? learned : productOfMixtures(learned, form);
  return quotient(numerator, gaussianMixtureFromConfig(artifact.proposal));
}

function quotient(numerator: GaussianMixture, proposal: GaussianMixture): CorrectedDensity {
  const all = Array.from({ length: numerator.components }, (_, k) => k);
  const kept = all.filter((k) => hasQuotient(part(numerator, [k]), proposal));
  if (kept.length === 0) {
    throw new RetrodictError(
      "numeric",
      "snpe",
      "expected the learned posterior to be narrower than its proposal, got none of its components so; simulate more in this round, learn fewer components, or use snpeC",
    );
  }
  const lost = kept.reduce((rest, k) => rest - Math.exp(numerator.logWeights[k]), 1);
  return {
    density: quotientOfMixtures(part(numerator, kept), proposal),
    warnings:
      kept.length === all.length
        ? []
        : [
            `${all.length - kept.length} of ${all.length} components, ${(100 * lost).toPrecision(2)} % of the weight, were wider than the proposal and left out: simulate more, or learn fewer components.`,
          ],
  };
}

function part({ logWeights, means, factors }: GaussianMixture, kept: readonly number[]) {
  return gaussianMixture({
    logWeights: kept.map((k) => logWeights[k]),
    means: gatherRows(means, kept),
    factors: kept.map((k) => factors[k]),
  });
}

function hasQuotient(component: GaussianMixture, proposal: GaussianMixture): boolean {
  try {
    quotientOfMixtures(component, proposal);
    return true;
  } catch (error) {
    if (error instanceof RetrodictError && error.code === "numeric") return false;
    throw error;
  }
}
