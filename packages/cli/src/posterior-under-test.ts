import { reweightedPosterior, type TrialPosterior } from "@retrodict/diagnostics";
import type { RestoredRun } from "./restored-run.ts";

/** The posteriors that are put to the test. */
export interface PosteriorUnderTest {
  /** What parameters must be drawn from for them to be right: the prior, or the posterior given the observation. */
  readonly scope: "prior" | "observation";
  readonly of: (x: Float64Array) => TrialPosterior;
}

/**
 * Those of a fit as they are, if it learned from the prior. After several rounds a fit holds near its observation only:
 * there the posterior at the observation takes the place of the prior.
 */
export function posteriorUnderTest({
  fit,
  prior,
  observed,
  rounds,
}: Pick<RestoredRun, "fit" | "prior" | "observed" | "rounds">): PosteriorUnderTest {
  if (rounds === 1) return { scope: "prior", of: (x) => fit.posterior(x) };
  const to = fit.posterior(observed);
  return {
    scope: "observation",
    of: (x) => reweightedPosterior(fit.posterior(x), { from: prior, to }),
  };
}
