import type { TruthsAndData } from "@retrodict/diagnostics";
import { gatherRows } from "@retrodict/matrix";
import { choice } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";
import type { DiagnoseOptions } from "./diagnose-run.ts";
import type { RestoredRun } from "./restored-run.ts";
import { withPool } from "./setup.ts";

/** Fresh simulations. */
export interface SimulatedAgain {
  readonly prior: TruthsAndData;
  /** With parameters drawn from the posterior given the observation. */
  readonly observation: TruthsAndData;
}

/** An observation is looked for among so many simulations, also where posteriors of fewer are to be sampled. */
const SIMULATIONS = 500;

/**
 * Simulates with parameters from the prior, and with as many from the posterior if there are so many draws; NaN where a
 * simulation failed.
 */
export async function simulateAgain(
  rng: Rng,
  { prior, samples, setup }: RestoredRun,
  { trials, signal, onProgress }: DiagnoseOptions,
): Promise<SimulatedAgain> {
  const simulations = Math.max(trials, SIMULATIONS);
  const fromPosterior = Math.min(simulations, samples.rows);
  const rows = choice(rng.fork("draws"), samples.rows, fromPosterior);
  const thetas = {
    prior: prior.sample(rng.fork("prior"), simulations),
    posterior: gatherRows(samples, rows),
  };
  const total = simulations + fromPosterior;
  return withPool(setup, "summary", async (pool) => {
    const simulate = async (label: "prior" | "posterior", before: number) => {
      const theta = thetas[label];
      const { x } = await pool.simulateBatch(rng.fork("simulate").fork(label), theta, {
        signal,
        onProgress: (done) => onProgress("simulate", before + done, total),
      });
      return { theta, x };
    };
    return {
      prior: await simulate("prior", 0),
      observation: await simulate("posterior", simulations),
    };
  });
}
