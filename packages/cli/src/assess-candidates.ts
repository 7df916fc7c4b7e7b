import { expectedInformation, type Assessment, type Experiment } from "@retrodict/design";
import { stream } from "@retrodict/random";
import { configuredSimulator } from "@retrodict/simulate";
import { snpe } from "@retrodict/snpe";
import type { KnownSoFar } from "./belief.ts";
import type { Candidate } from "./candidates.ts";
import { densities } from "./estimators.ts";
import { withPool, type Setup } from "./setup.ts";

/** A candidate, and how it is simulated. */
export interface PlannedCandidate extends Candidate {
  readonly setup: Setup;
}

export interface AssessOptions {
  readonly estimator: keyof typeof densities;
  /** To learn from, each candidate. */
  readonly simulations: number;
  /** Fresh ones to average over. */
  readonly evaluations: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  onProgress(phase: string, done: number, total: number): void;
}

export interface CandidateExperiment extends Experiment {
  readonly candidate: PlannedCandidate;
}

/** The information that each candidate is expected to give, simulated in worker threads. */
export function assessCandidates(
  { belief }: KnownSoFar,
  candidates: readonly PlannedCandidate[],
  { estimator, simulations, evaluations, seed, signal, onProgress }: AssessOptions,
): Promise<Assessment<CandidateExperiment>> {
  return expectedInformation(stream(seed).fork("design"), belief, candidates.map(experimentOf), {
    algorithm: ({ prior }) => snpe({ prior, estimator: densities[estimator]() }),
    simulations,
    evaluations,
    signal,
    onProgress: (name, phase, done, total) => onProgress(`${phase} ${name}`, done, total),
  });
}

/** Threads run only while its rows do, however many candidates there are. */
function experimentOf(candidate: PlannedCandidate): CandidateExperiment {
  const { name, setup } = candidate;
  const { loaded, experiment, features } = setup;
  const { info } = configuredSimulator(loaded.entry, { options: experiment.options, features });
  return {
    name,
    candidate,
    simulator: {
      info,
      simulateBatch: (rng, theta, options) =>
        withPool(setup, "summary", (pool) => pool.simulateBatch(rng, theta, options)),
    },
  };
}
