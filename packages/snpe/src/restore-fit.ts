import { assert, assertLength } from "@retrodict/check";
import { assertOwnEstimator, columnsOf, fixedScorer, observedTrials } from "@retrodict/neural-fit";
import type { Matrix, Observed, Posterior, Proposal } from "@retrodict/spec";
import { gaussianProposal, mixtureProposal } from "./mixture-proposal.ts";
import { pairedLogDensity } from "./paired-log-density.ts";
import { posteriorOf } from "./posterior-of.ts";
import { truncatedPrior } from "./truncated-prior.ts";
import type { LearnedParts, SnpeArtifact, SnpeFit } from "./types.ts";

export interface RestoreOptions extends Pick<LearnedParts, "prior" | "estimator"> {
  /** Truncations of the prior that the proposals of `tsnpe` shall stay within. */
  readonly within?: readonly Proposal[];
  /** Makes the posterior of several trials, for `snpe`, whose option `sampler` draws from it. */
  readonly ofTrials?: (parts: LearnedParts, trials: Matrix) => Posterior;
}

/**
 * The fit an artifact was taken from: same posteriors, no training. `estimator` is the one that
 * `artifact.config` describes, `prior` the one it was fitted under.
 */
export function restoreFit(
  artifact: SnpeArtifact,
  { prior, estimator, within = [], ofTrials }: RestoreOptions,
): SnpeFit {
  const { params, history, excludedRows, x } = artifact;
  assertOwnEstimator(artifact, estimator, "snpe");
  assertLength(artifact.theta.support.lower, prior.dim, "artifact.theta.support.lower", "snpe");
  const scorer = fixedScorer(estimator, params, { targetGradient: true });
  const parts: LearnedParts = { artifact, prior, estimator, scorer };
  const trialsOf = (observed: Observed): Matrix =>
    observedTrials(observed, {
      columns: columnsOf(x),
      trials: artifact.kind === "snpe",
      gaps: x.kind === "structured" && x.absent,
      source: "snpe",
    });
  const proposal = proposalOf(parts, within);
  return Object.freeze<SnpeFit>({
    params,
    history,
    excludedRows,
    artifact,
    posterior(given) {
      const observed = trialsOf(given);
      if (observed.rows === 1) return posteriorOf(parts, observed);
      assert(
        ofTrials !== undefined,
        "argument",
        "snpe",
        "expected one observation, got several trials for a fit that was loaded without a sampler; restore it by snpe({ prior }).restore(bytes)",
      );
      return ofTrials(parts, observed);
    },
    // What snpeA learned is divided by its proposal only at one observation.
    ...(artifact.kind !== "snpeA" && {
      pairedLogDensity: (theta: Matrix, given: Matrix) => pairedLogDensity(parts, theta, given),
    }),
    ...(proposal && { proposal: (observed: Observed) => proposal(trialsOf(observed)) }),
  });
}

/** What the next round draws from where that is not the posterior itself. */
function proposalOf(
  parts: LearnedParts,
  within: readonly Proposal[],
): ((observed: Matrix) => Proposal) | undefined {
  const { kind, epsilon } = parts.artifact;
  if (kind === "snpeA") return (observed) => gaussianProposal(parts, observed);
  if (kind === "snpeCMixture") return (observed) => mixtureProposal(parts, observed);
  if (epsilon === undefined) return undefined;
  return (observed) => truncatedPrior(parts, { observed, epsilon, within });
}
