/** The verdict on a ranking, by paired differences of what was assessed on the same rows. */
import { normalQuantile } from "@retrodict/stats";
import { difference } from "./estimate.ts";
import type {
  Assessment,
  DesignVerdict,
  Estimate,
  ExpectedInformation,
  Experiment,
} from "./types.ts";

/** Chance that "clear" is said of two that are alike, over all comparisons. */
const LEVEL = 0.01;

/** Candidates, the best first; where there are upper bounds, it has to be above those of the others. */
export function compare<E extends Experiment>(
  candidates: readonly ExpectedInformation<E>[],
): Assessment<E> {
  const ranking = candidates.toSorted((a, b) => b.lower.value - a.lower.value);
  return Object.freeze({ ranking: Object.freeze(ranking), verdict: verdictOf(ranking) });
}

interface Rival {
  readonly name: string;
  readonly lead: Estimate;
  /** Standard errors that the lead is worth. */
  readonly z: number;
}

function verdictOf([best, ...others]: readonly ExpectedInformation[]): DesignVerdict {
  const { name } = best.experiment;
  const amount = `at least ${nats(best.lower)} nats`;
  if (others.length === 0) {
    return { outcome: "clear", sentence: `${name} is the only candidate, worth ${amount}.` };
  }
  const rivals = others.map((other) => rivalOf(best, other));
  const closest = rivals.reduce((a, b) => (b.z < a.z ? b : a));
  const bounded = best.upper !== undefined;
  if (closest.z > normalQuantile(1 - LEVEL / rivals.length)) {
    const rest = bounded
      ? `more than any other by at least ${nats(closest.lead)}`
      : `a bound ${nats(closest.lead)} above that of ${closest.name}`;
    return { outcome: "clear", sentence: `${name} is expected to tell most: ${amount}, ${rest}.` };
  }
  const unclear = bounded
    ? `cannot be told from ${closest.name}: that lies ${nats(closest.lead)} above the other's upper bound; raise contrasts and evaluations`
    : `cannot be told from ${closest.name}: that lies ${nats(closest.lead)} above the other's bound; raise evaluations`;
  return {
    outcome: "unclear",
    sentence: `${name} leads with ${amount}, but ${unclear}, or do whichever costs less.`,
  };
}

function rivalOf(best: ExpectedInformation, other: ExpectedInformation): Rival {
  const lead = difference(best.lower, other.upper ?? other.lower);
  const z = lead.value / lead.standardError;
  return { name: other.experiment.name, lead, z: Number.isNaN(z) ? 0 : z };
}

const nats = ({ value, standardError }: Estimate): string =>
  `${value.toFixed(2)} ± ${standardError.toFixed(2)}`;
