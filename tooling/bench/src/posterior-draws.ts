import { slcp, twoMoons } from "@retrodict-tooling/closed-forms";
import { RetrodictError } from "@retrodict/check";
import { column, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { slice } from "@retrodict/samplers";
import { inProcess } from "@retrodict/simulate";
import { snle } from "@retrodict/snle";
import type { DifferentiableDistribution, Matrix, Simulator } from "@retrodict/spec";
import { effectiveSampleSize, rHat } from "@retrodict/stats";
import { rounded } from "./measure.ts";
import { sbiSlice } from "./sbi-slice.ts";
import type { Benchmark, Report } from "./types.ts";

interface Task {
  readonly simulator: Simulator;
  readonly prior: DifferentiableDistribution;
  readonly observed: Float64Array;
}

const TASKS: Readonly<Record<string, Task>> = {
  "two-moons": twoMoons,
  slcp: { ...slcp, observed: simulated(slcp.simulator, [0.7, -2.9, -1, -0.9, 0.6]) },
};

/** sbi's default. */
const SBI_CHAINS = 20;

/**
 * Effective draws a second from one problem: a likelihood learned from the same simulations by a MAF, sampled by our
 * slice sampler and, given an interpreter that has it, by sbi's vectorised one; each on one thread.
 */
export const posteriorDraws: Benchmark<{
  task: string;
  simulations: number;
  draws: number;
  seed: number;
  sbi: string;
}> = {
  summary: "effective draws a second from a learned likelihood, beside sbi's slice sampler",
  defaults: { task: "two-moons", simulations: 10_000, draws: 10_000, seed: 1, sbi: "" },
  async run({ task, simulations, draws: n, seed, sbi }) {
    const { simulator, prior, observed } = taskOf(task);
    const rng = stream(seed);
    const theta = prior.sample(rng.fork("theta"), simulations);
    const { x } = await inProcess(simulator).simulateBatch(rng.fork("simulate"), theta);
    const algorithm = snle({ prior, sampler: slice() });
    const fit = await algorithm.fit(rng.fork("fit"), [{ theta, x, proposal: "prior" }]);
    const posterior = fit.posterior(observed);
    const started = performance.now();
    const { diagnostics } = await posterior.sample(rng.fork("sample"), n);
    const sampleSeconds = (performance.now() - started) / 1000;
    const ours = figures({
      trainSeconds: fit.history.seconds,
      sampleSeconds,
      ess: diagnostics.ess,
      rHat: diagnostics.rHat,
    });
    if (sbi === "") return ours;
    const peer = await sbiSlice(
      sbi,
      { prior, theta, x, observed },
      { draws: n, chains: SBI_CHAINS },
    );
    const theirs = figures({ ...peer, ...convergence(peer.draws) });
    return {
      ...ours,
      sbi: peer.versions,
      ...Object.fromEntries(Object.entries(theirs).map(([key, value]) => [`sbi ${key}`, value])),
      "essPerSecond / sbi": rounded(ours.essPerSecond / theirs.essPerSecond),
    };
  },
};

function taskOf(name: string): Task {
  if (Object.hasOwn(TASKS, name)) return TASKS[name];
  throw new RetrodictError(
    "argument",
    "bench",
    `expected a task among ${Object.keys(TASKS).join(", ")}, got ${name}; pass one of those`,
  );
}

function figures(found: {
  readonly trainSeconds: number;
  readonly sampleSeconds: number;
  readonly ess: number;
  readonly rHat: number;
}) {
  const { trainSeconds, sampleSeconds, ess, rHat: worst } = found;
  return {
    trainSeconds: rounded(trainSeconds),
    sampleSeconds: rounded(sampleSeconds),
    ess: rounded(ess),
    rHat: rounded(worst),
    essPerSecond: rounded(ess / sampleSeconds),
  } satisfies Report;
}

/** Of chains one after the other: the least effective sample size and the largest R-hat of a dimension. */
function convergence(draws: Matrix): { readonly ess: number; readonly rHat: number } {
  const length = Math.floor(draws.rows / SBI_CHAINS);
  const dims = Array.from({ length: draws.cols }, (_, j) =>
    matrix(SBI_CHAINS, length, column(draws, j).slice(0, SBI_CHAINS * length)),
  );
  return {
    ess: Math.min(...dims.map((chains) => effectiveSampleSize(chains))),
    rHat: Math.max(...dims.map((chains) => rHat(chains))),
  };
}

function simulated(simulator: Simulator, theta: readonly number[]): Float64Array {
  const out = new Float64Array(simulator.info.outputs.length);
  simulator.simulate(stream("observed"), Float64Array.from(theta), out);
  return out;
}
