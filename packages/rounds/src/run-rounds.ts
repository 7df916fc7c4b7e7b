import { assert, assertCount, assertFinite, assertLength } from "@retrodict/check";
import type { Fit, Posterior, Rng, Round } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { proposeAndSimulate } from "./propose-and-simulate.ts";
import { timed } from "./timed.ts";
import type { RoundRecord, RoundsOptions, RoundsResult, Study } from "./types.ts";

/**
 * Proposes, simulates, fits and conditions, `rounds` times over: theta comes from the prior in the first
 * new round and from the posterior before in the others; every fit uses all simulations there are (the
 * scheme of sequential neural estimation, Papamakarios & Murray 2016). Round `k`, counted from 0 with
 * the initial ones, uses only `rng.fork("round").fork(k)`, so it never repeats stored simulations.
 * Throws `RetrodictError` on misuse and when all simulations of a round fail; an abort resolves with
 * what is done.
 */
export async function runRounds<F extends Fit>(
  rng: Rng,
  study: Study<F>,
  options: RoundsOptions<F>,
): Promise<RoundsResult<F>> {
  const { rounds: count = 1, initial = [], signal, onRound } = options;
  assertCount(count, "rounds", "rounds");
  assertStudy(study);
  const rounds = [...initial];
  const records: RoundRecord<F>[] = [];
  const aborted = () => signal?.aborted === true;
  let last: RoundRecord<F> | undefined;
  while (records.length < count && !aborted()) {
    const stream = rng.fork("round").fork(rounds.length);
    const record = await runRound(stream, study, options, { rounds, proposal: last?.posterior });
    rounds.push(record.round);
    records.push(record);
    if (record.fit !== undefined) last = record;
    onRound?.(record);
  }
  return {
    rounds,
    records,
    fit: last?.fit,
    posterior: last?.posterior,
    stoppedBy: aborted() ? "signal" : "rounds",
  };
}

async function runRound<F extends Fit>(
  rng: Rng,
  { simulator, prior, algorithm, observed }: Study<F>,
  { simulationsPerRound: simulations, fit: settings, signal, onProgress }: RoundsOptions<F>,
  before: { readonly rounds: readonly Round[]; readonly proposal: Posterior | undefined },
): Promise<RoundRecord<F>> {
  const setup = { simulator, prior, proposal: before.proposal, simulations };
  const simulated = await proposeAndSimulate(rng, setup, { signal, onProgress });
  const index = before.rounds.length;
  if (signal?.aborted) return { ...simulated, index, trainSeconds: 0 };
  const [fit, trainSeconds] = await timed(() =>
    algorithm.fit(rng.fork("fit"), [...before.rounds, simulated.round], {
      ...settings,
      ...(signal && { signal }),
      onProgress: (done, total) => onProgress?.("train", done, total),
    }),
  );
  return { ...simulated, index, fit, posterior: fit.posterior(observed), trainSeconds };
}

function assertStudy({ simulator: { info }, prior, observed }: Study): void {
  assert(
    prior.dim === info.parameters.length,
    "shape",
    "rounds",
    () =>
      `expected a prior over the ${info.parameters.length} parameters of ${info.id}, got one of dimension ${prior.dim}; pass one dimension per parameter`,
  );
  assertLength(observed, featureLength(info.outputs), "observed", "rounds");
  assertFinite(observed, "observed", "rounds");
}
