import { assertLength } from "@retrodict/check";
import { assertOwnEstimator, columnsOf, observedTrials } from "@retrodict/neural-fit";
import type { Matrix, Observed, Proposal } from "@retrodict/spec";
import { gaussianProposal } from "./gaussian-proposal.ts";
import { posteriorOf } from "./posterior-of.ts";
import { truncatedPrior } from "./truncated-prior.ts";
import type { LearnedParts, SnpeArtifact, SnpeFit } from "./types.ts";

export interface RestoreOptions extends Omit<LearnedParts, "artifact"> {
  /** Truncations of the prior that the proposals of `tsnpe` shall stay within. */
  readonly within?: readonly Proposal[];
}

/**
 * The fit an artifact was taken from: same posteriors, no training. `estimator` is the one that
 * `artifact.config` describes, `prior` the one it was fitted under.
 */
export function restoreFit(
  artifact: SnpeArtifact,
  { prior, estimator, within = [] }: RestoreOptions,
): SnpeFit {
  const { params, history, excludedRows, x } = artifact;
  assertOwnEstimator(artifact, estimator, "snpe");
  assertLength(artifact.theta.support.lower, prior.dim, "artifact.theta.support.lower", "snpe");
  const parts: LearnedParts = { artifact, prior, estimator };
  const trials = (observed: Observed): Matrix =>
    observedTrials(observed, {
      columns: columnsOf(x),
      trials: false,
      gaps: x.kind === "structured" && x.absent,
      source: "snpe",
    });
  const proposal = proposalOf(parts, within);
  return Object.freeze<SnpeFit>({
    params,
    history,
    excludedRows,
    artifact,
    posterior: (observed) => posteriorOf(parts, trials(observed)),
    ...(proposal && { proposal: (observed: Observed) => proposal(trials(observed)) }),
  });
}

/** What the next round draws from where that is not the posterior itself. */
function proposalOf(
  parts: LearnedParts,
  within: readonly Proposal[],
): ((observed: Matrix) => Proposal) | undefined {
  const { kind, epsilon } = parts.artifact;
  if (kind === "snpeA") return (observed) => gaussianProposal(parts, observed);
  if (epsilon === undefined) return undefined;
  return (observed) => truncatedPrior(parts, { observed, epsilon, within });
}
