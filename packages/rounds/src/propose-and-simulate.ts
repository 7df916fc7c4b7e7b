import { assert, assertCount } from "@retrodict/check";
import type {
  BatchSimulator,
  Distribution,
  Fit,
  Proposal,
  Rng,
  RowFailure,
  RunOptions,
} from "@retrodict/spec";
import { assertDrawnFrom, describeDensity } from "./drawn-from.ts";
import { simulateRows } from "./simulate-rows.ts";
import type { StoredRound, StoredTheta } from "./stored-round.ts";
import { timed } from "./timed.ts";
import type { Phase, SimulatedRound } from "./types.ts";

export interface ProposeOptions<F extends Fit = Fit> {
  /** Where what is done is kept, and found again. */
  readonly stored?: StoredRound<F> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((phase: Phase, done: number, total: number) => void) | undefined;
}

export interface Proposing {
  readonly simulator: BatchSimulator;
  readonly prior: Distribution;
  /** What to draw theta from, such as what the last fit proposes; the prior if absent. */
  readonly proposal?: Proposal | "prior" | undefined;
  readonly simulations: number;
}

/**
 * The first half of a round: draws theta under `rng.fork("propose")` and simulates it under
 * `rng.fork("simulate")`. Failed rows stay in, as NaN; a proposal that exhausts its budget gives fewer
 * rows. Throws `RetrodictError` when there are no draws or every row failed, unless `signal` aborted the
 * run.
 */
export async function proposeAndSimulate<F extends Fit>(
  rng: Rng,
  { simulator, prior, proposal = "prior", simulations }: Proposing,
  { stored, signal, onProgress }: ProposeOptions<F> = {},
): Promise<SimulatedRound> {
  assertCount(simulations, "simulations", "rounds");
  const during = (phase: Phase): RunOptions => ({
    ...(signal && { signal }),
    onProgress: (done, total) => onProgress?.(phase, done, total),
  });
  const [drawn, proposeSeconds] = await timed(async () => {
    const from = proposal === "prior" ? prior : proposal;
    const kept = await stored?.theta();
    if (kept !== undefined) {
      assertDrawnFrom(from, kept);
      return kept;
    }
    const fresh = await draw(rng.fork("propose"), { from, simulations, ...during("propose") });
    if (stored !== undefined && !signal?.aborted) {
      const described = describeDensity(from, fresh.theta);
      await stored.keepTheta({ ...fresh, from: { prior: proposal === "prior", ...described } });
    }
    return fresh;
  });
  const { theta, proposed, warnings } = drawn;
  const [{ x, failures }, simulateSeconds] = await timed(() =>
    simulateRows(rng.fork("simulate"), simulator, theta, { stored, ...during("simulate") }),
  );
  if (!signal?.aborted) refuseWithoutOutput(theta.rows, failures);
  const round = { theta, x, proposal };
  return { round, failures, proposed, warnings, proposeSeconds, simulateSeconds };
}

async function draw(
  rng: Rng,
  {
    from,
    simulations,
    ...options
  }: RunOptions & { readonly from: Distribution | Proposal; readonly simulations: number },
): Promise<Omit<StoredTheta, "from">> {
  if (!("normalized" in from)) {
    return { theta: from.sample(rng, simulations), proposed: {}, warnings: [] };
  }
  const { samples, diagnostics, warnings } = await from.sample(rng, simulations, options);
  return { theta: samples, proposed: diagnostics, warnings };
}

function refuseWithoutOutput(rows: number, failures: readonly RowFailure[]): void {
  assert(
    rows > 0,
    "budget",
    "rounds",
    "expected draws to simulate, got none within the proposal's budget; simulate more in the round before",
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
