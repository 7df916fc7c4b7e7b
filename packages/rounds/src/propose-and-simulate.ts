import { assert, assertCount } from "@retrodict/check";
import type {
  BatchSimulator,
  Distribution,
  Matrix,
  Posterior,
  Rng,
  RowFailure,
  RunOptions,
} from "@retrodict/spec";
import { asProposal } from "./as-proposal.ts";
import { timed } from "./timed.ts";
import type { Phase, SimulatedRound } from "./types.ts";

export interface ProposeOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (phase: Phase, done: number, total: number) => void;
}

export interface Proposing {
  readonly simulator: BatchSimulator;
  readonly prior: Distribution;
  /** What to draw theta from, such as the previous round's posterior; the prior if absent. */
  readonly proposal?: Distribution | Posterior | undefined;
  readonly simulations: number;
}

/**
 * The first half of a round: draws theta under `rng.fork("propose")` and simulates it under
 * `rng.fork("simulate")`. Failed rows stay in, as NaN; a posterior that exhausts its budget gives fewer
 * rows. Throws `RetrodictError` when there are no draws or every row failed, unless `signal` aborted the
 * run.
 */
export async function proposeAndSimulate(
  rng: Rng,
  { simulator, prior, proposal, simulations }: Proposing,
  { signal, onProgress }: ProposeOptions = {},
): Promise<SimulatedRound> {
  assertCount(simulations, "simulations", "rounds");
  const during = (phase: Phase): RunOptions => ({
    ...(signal && { signal }),
    onProgress: (done, total) => onProgress?.(phase, done, total),
  });
  const [drawn, proposeSeconds] = await timed(() =>
    draw(rng.fork("propose"), proposal ?? prior, simulations, during("propose")),
  );
  const { theta } = drawn;
  const [{ x, failures }, simulateSeconds] = await timed(() =>
    simulator.simulateBatch(rng.fork("simulate"), theta, during("simulate")),
  );
  if (!signal?.aborted) refuseWithoutOutput(theta.rows, failures);
  const round = { theta, x, proposal: proposal === undefined ? "prior" : drawn.from } as const;
  return { round, failures, proposeSeconds, simulateSeconds };
}

async function draw(
  rng: Rng,
  from: Distribution | Posterior,
  simulations: number,
  options: RunOptions,
): Promise<{ readonly theta: Matrix; readonly from: Distribution }> {
  if (!isPosterior(from)) return { theta: from.sample(rng, simulations), from };
  const { samples } = await from.sample(rng, simulations, options);
  return { theta: samples, from: asProposal(from, samples) };
}

const isPosterior = (from: Distribution | Posterior): from is Posterior => "observed" in from;

function refuseWithoutOutput(rows: number, failures: readonly RowFailure[]): void {
  assert(
    rows > 0,
    "budget",
    "rounds",
    "expected draws to simulate, got none within the posterior's budget; simulate more in the round before",
  );
  assert(
    failures.length < rows,
    "numeric",
    "rounds",
    () =>
      `expected simulations with output, got ${inWords(failures)} of ${rows}, the first: ${failures[0].message}; check the simulator and the prior`,
  );
}

/** Failures counted by reason: `"3 threw, 1 timed-out"`. */
function inWords(failures: readonly RowFailure[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of failures) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Array.from(counts, ([reason, count]) => `${count} ${reason}`).join(", ");
}
