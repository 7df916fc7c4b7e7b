import { assertCount } from "@retrodict/check";
import type { Fit, Rng, Round } from "@retrodict/spec";
import {
  assertFailuresAccepted,
  assertProposalAccepted,
  assertRoundsAccepted,
  assertStudy,
} from "./check-study.ts";
import { claimStore } from "./claim-store.ts";
import { proposeAndSimulate } from "./propose-and-simulate.ts";
import { proposeNext } from "./propose.ts";
import { storedRound } from "./stored-round.ts";
import { timed } from "./timed.ts";
import type { RoundRecord, RoundsOptions, RoundsResult, Study } from "./types.ts";

/**
 * Proposes, simulates, fits and conditions, up to `rounds` times over: theta comes from the prior in the first new
 * round and from what the fit before proposes in the others; every fit uses all simulations there are (the scheme of
 * sequential neural estimation, Papamakarios & Murray 2016). Round `k`, counted from 0 with the initial ones, uses only
 * `rng.fork("round").fork(k)`, so it never repeats stored simulations.
 *
 * With a `store` a run that was interrupted, however it was, goes on from what the store holds and gives the same
 * result. Throws `RetrodictError` on misuse, on a store of another run and when all simulations of a round fail; an
 * abort resolves with what is done.
 */
export async function runRounds<F extends Fit>(
  rng: Rng,
  study: Study<F>,
  options: RoundsOptions<F>,
): Promise<RoundsResult<F>> {
  const { rounds: count = 1, initial = [], store, stop, signal, onRound } = options;
  assertCount(count, "rounds", "rounds");
  assertStudy(study);
  assertRoundsAccepted(study, count, options.propose !== undefined);
  for (const { proposal } of initial) assertProposalAccepted(study, proposal);
  if (store !== undefined) await claimStore(store, { rng, study, options });
  const rounds = [...initial];
  const records: RoundRecord<F>[] = [];
  const aborted = () => signal?.aborted === true;
  let last: RoundRecord<F> | undefined;
  let reason: string | undefined;
  while (records.length < count && reason === undefined && !aborted()) {
    const stream = rng.fork("round").fork(rounds.length);
    const record = await runRound(stream, study, options, { rounds, fit: last?.fit });
    const before = [...records];
    rounds.push(record.round);
    records.push(record);
    if (record.fit !== undefined) {
      last = record;
      if (!aborted()) reason = await stop?.(stream.fork("stop"), record, before);
    }
    onRound?.(record);
  }
  return {
    rounds,
    records,
    fit: last?.fit,
    posterior: last?.posterior,
    stoppedBy: aborted() ? "signal" : (reason ?? "rounds"),
  };
}

async function runRound<F extends Fit>(
  rng: Rng,
  study: Study<F>,
  options: RoundsOptions<F>,
  before: { readonly rounds: readonly Round[]; readonly fit: F | undefined },
): Promise<RoundRecord<F>> {
  const { simulator, prior, algorithm, observed } = study;
  const { propose = proposeNext, simulationsPerRound: simulations, store } = options;
  const { fit: settings, signal, onProgress, onNote } = options;
  const index = before.rounds.length;
  const stored = store && storedRound<F>(store, index, onNote);
  const proposal = await propose(rng.fork("proposal"), { prior, observed, ...before });
  assertProposalAccepted(study, proposal);
  const setup = { simulator, prior, proposal, simulations };
  const simulated = await proposeAndSimulate(rng, setup, { stored, signal, onProgress });
  if (signal?.aborted) return { ...simulated, index, trainSeconds: 0 };
  assertFailuresAccepted(study, simulated.failures);
  const rounds = [...before.rounds, simulated.round];
  const [fit, trainSeconds] = await timed(async () => {
    const kept = await stored?.fit(algorithm, rounds);
    if (kept !== undefined) return kept;
    const fresh = await algorithm.fit(rng.fork("fit"), rounds, {
      ...settings,
      ...(signal && { signal }),
      onProgress: (done, total) => onProgress?.("train", done, total),
    });
    // Training that was cut short is not the fit that a run without interruption has.
    if (!signal?.aborted) await stored?.keepFit(algorithm, fresh);
    return fresh;
  });
  return { ...simulated, index, fit, posterior: fit.posterior(observed), trainSeconds };
}
