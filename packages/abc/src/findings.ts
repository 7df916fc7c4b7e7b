import type { Round } from "@retrodict/spec";
import type { Adjusted } from "./adjust.ts";
import { effectiveRows } from "./importance-weights.ts";
import type { Findings } from "./inside-prior.ts";
import type { Accepted } from "./types.ts";

/** Fewer rows' worth tells little of a posterior. */
const FEW_ROWS = 100;
/** Once fewer of a round's simulations are accepted, more rounds gain little (Lenormand, Jabot & Deffuant 2013). */
const LOW_ACCEPTANCE = 0.05;

export interface FindingsInput {
  readonly accepted: Accepted;
  readonly particles: Adjusted;
  readonly rounds: readonly Round[];
  /** Values of the observation beyond everything simulated. */
  readonly observedOutOfRange: number;
}

/** How far the accepted simulations can be trusted. */
export function findingsOn({
  accepted,
  particles,
  rounds,
  observedOutOfRange,
}: FindingsInput): Findings {
  const { round, threshold, x } = accepted;
  const last = rounds.length - 1;
  const acceptance = round.filter((index) => index === last).length / rounds[last].theta.rows;
  const ess = effectiveRows(particles.weights);
  const warnings: string[] = [];
  if (ess < FEW_ROWS) {
    warnings.push(
      `The accepted simulations are worth ${Math.round(ess)} independent ones: simulate more, or accept a larger share.`,
    );
  }
  if (rounds.length > 1 && acceptance < LOW_ACCEPTANCE) {
    warnings.push(
      `Of the last round's simulations only ${(100 * acceptance).toPrecision(2)} % came near enough to be accepted: more rounds like it will gain little.`,
    );
  }
  if (!particles.fitted) {
    warnings.push(
      `Draws are not adjusted: a regression of ${x.rows} accepted simulations on ${x.cols} values has nothing to follow; accept more, or use fewer summaries.`,
    );
  }
  if (observedOutOfRange > 0) {
    warnings.push(
      `${observedOutOfRange} of the values observed lie beyond everything that was simulated: check the model, or widen the prior.`,
    );
  }
  return {
    diagnostics: { accepted: x.rows, threshold, ess, acceptance, observedOutOfRange },
    warnings,
  };
}
