import { assert, assertFinite, assertLength } from "@retrodict/check";
import type { Observed, Proposal, RowFailure } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import type { Study } from "./types.ts";

/**
 * Refuses, before anything is simulated, what an algorithm cannot do with the data at hand: `argument` and `shape`
 * errors that name the remedy.
 */
export function assertStudy({ simulator: { info }, prior, algorithm, observed }: Study): void {
  const { name, accepts } = algorithm;
  assert(
    prior.dim === info.parameters.length,
    "shape",
    "rounds",
    () =>
      `expected a prior over the ${info.parameters.length} parameters of ${info.id}, got one of dimension ${prior.dim}; pass one dimension per parameter`,
  );
  const { trials, columns, data } = layout(observed);
  const wanted = featureLength(info.outputs);
  if (trials === undefined) assertLength(data, wanted, "observed", "rounds");
  assert(
    columns === wanted && trials !== 0,
    "shape",
    "rounds",
    () =>
      `expected observed trials of ${wanted} numbers, got ${trials} of ${columns}; pass one row per trial`,
  );
  assert(
    accepts.trials || (trials ?? 1) === 1,
    "argument",
    "rounds",
    () =>
      `expected one observation for ${name}, got ${trials} trials; use an algorithm that accepts trials, such as snle or snreB`,
  );
  if (!accepts.gaps) assertFinite(data, "observed", "rounds");
}

/** Refuses a round beyond the first from the prior where an algorithm learns from the prior only. */
export function assertRoundsAccepted(
  { algorithm: { name, accepts } }: Study,
  rounds: number,
  proposes: boolean,
): void {
  assert(
    accepts.proposals !== "prior" || rounds === 1 || proposes,
    "argument",
    "rounds",
    () =>
      `expected one round for ${name}, which learns from the prior only, got ${rounds}; use an algorithm for rounds, such as snpeC, tsnpe or snle, or simulate more in one round`,
  );
}

/** Refuses a proposal whose draws an algorithm cannot learn from. */
export function assertProposalAccepted(
  { algorithm: { name, accepts } }: Study,
  proposal: Proposal | "prior",
): void {
  const { proposals } = accepts;
  const isAccepted =
    proposal === "prior" ||
    proposals === "any" ||
    (proposals === "truncated" && proposal.truncates === "prior");
  assert(
    isAccepted,
    "argument",
    "rounds",
    () =>
      `expected rounds from the prior${proposals === "truncated" ? " or truncations of it" : ""} for ${name}, got one from another proposal; use an algorithm that learns from any, such as snpeC or snle`,
  );
}

/** Refuses failed simulations where leaving them out would bias an algorithm, as soon as they are seen. */
export function assertFailuresAccepted(
  { algorithm: { name, accepts } }: Study,
  failures: readonly RowFailure[],
): void {
  assert(
    accepts.failures !== "refused" || failures.length === 0,
    "data",
    "rounds",
    () =>
      `expected every simulation to have an output, as ${name} would be biased without the others, got ${failures.length} that failed, the first: ${failures[0].message}; use an algorithm that accepts failures`,
  );
}

function layout(observed: Observed) {
  return "rows" in observed
    ? { trials: observed.rows, columns: observed.cols, data: observed.data }
    : { trials: undefined, columns: observed.length, data: observed };
}
