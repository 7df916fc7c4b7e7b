import { assert } from "@retrodict/check";
import { soften, transformed } from "@retrodict/distributions";
import { columnStds } from "@retrodict/matrix";
import { columnRange, countBeyond, observedTrials, usableSimulations } from "@retrodict/neural-fit";
import type { AcceptedData, Distribution, Observed, Posterior, Round } from "@retrodict/spec";
import { accept } from "./accept.ts";
import { adjusted, type Adjusted } from "./adjust.ts";
import { findingsOn } from "./findings.ts";
import { insidePrior } from "./inside-prior.ts";
import { perturbed } from "./perturb.ts";
import { smoothed } from "./smooth.ts";
import type { AbcFit, AbcOptions } from "./types.ts";

export interface Method extends AbcOptions {
  readonly accepts: AcceptedData;
  /** How many of `simulations`, failed ones included, are accepted. */
  readonly count: (simulations: number) => number;
  /** Whether the next round perturbs what was accepted. */
  readonly proposes: boolean;
}

/** Smallest standard deviation of what is accepted, relative to all simulations: for where x tells theta exactly. */
const LEAST_SPREAD = 1e-6;

/** What both algorithms make of rounds; everything is computed when an observation is given. */
export function abcFit(rounds: readonly Round[], method: Method): AbcFit {
  const { prior, accepts, adjustment = "linear" } = method;
  const { support } = prior;
  const usable = usableSimulations(rounds, { support, accepts, source: "abc" });
  assertNormalized(rounds);
  const space = soften(support);
  const range = columnRange(usable.x);
  const least = columnStds(space.forward(usable.theta)).map((std) => LEAST_SPREAD * std);
  const options = { ...method, count: method.count(usable.all.theta.rows) };

  function near(observed: Observed) {
    const trials = observedTrials(observed, {
      columns: usable.x.cols,
      trials: accepts.trials,
      gaps: accepts.gaps,
      source: "abc",
    });
    const accepted = accept({ usable, rounds }, trials.data, options);
    return { trials, accepted, z: space.forward(accepted.theta) };
  }

  const toTheta = (density: Distribution) => transformed(density, space, support);

  return Object.freeze<AbcFit>({
    excludedRows: usable.excluded,
    accepted: (observed) => near(observed).accepted,
    posterior(observed) {
      const { trials, accepted, z } = near(observed);
      const particles: Adjusted =
        adjustment === "linear"
          ? adjusted(z, accepted, trials)
          : { z, weights: accepted.weights, fitted: true };
      const { density, bandwidth } = smoothed(particles, least);
      const observedOutOfRange = countBeyond(trials.data, range);
      const found = findingsOn({ accepted, particles, rounds, observedOutOfRange });
      const diagnostics = { ...found.diagnostics, bandwidth };
      return Object.freeze<Posterior>({
        ...insidePrior(toTheta(density), prior, { ...found, diagnostics }),
        observed: trials,
      });
    },
    ...(method.proposes && {
      proposal(observed: Observed) {
        const { accepted, z } = near(observed);
        const density = perturbed({ z, weights: accepted.weights }, least);
        return insidePrior(toTheta(density), prior, { diagnostics: {}, warnings: [] });
      },
    }),
  });
}

function assertNormalized(rounds: readonly Round[]): void {
  assert(
    rounds.length === 1 ||
      rounds.every(({ proposal }) => proposal === "prior" || proposal.normalized),
    "argument",
    "abc",
    "expected proposals whose densities integrate to one, got one known up to a constant, which cannot be weighed against other rounds; pass that round alone, or rounds of abcSmc itself",
  );
}
