import { assert, assertCount, RetrodictError } from "@retrodict/check";
import { priorFrom } from "@retrodict/distributions";
import { stream } from "@retrodict/random";
import { runRounds, type RoundRecord } from "@retrodict/rounds";
import { snpe, type SnpeFit } from "@retrodict/snpe";
import type {
  DifferentiableDistribution,
  Distribution,
  Fit,
  InferenceAlgorithm,
  Observed,
  RowFailure,
} from "@retrodict/spec";
import { batchSimulator } from "./batch-simulator.ts";
import { numberedOutputs, observationAmong } from "./observation-among.ts";
import type { AnySimulator, Inference, InferOptions, InferWithOptions } from "./types.ts";

/**
 * From a simulator and an observation to posterior draws: simulates, trains, samples, and in later rounds simulates
 * where the posterior is. `observed` has one finite number per output of the simulator; independent trials are rows
 * of a matrix. Throws `RetrodictError` on misuse, when no simulation gives an output, and with code `"aborted"` once
 * `signal` aborts.
 */
export function infer<P extends Distribution = DifferentiableDistribution>(
  simulator: AnySimulator,
  observed: ArrayLike<number> | Observed,
  options?: InferOptions<SnpeFit, P>,
): Promise<Inference<SnpeFit>>;
export function infer<F extends Fit, P extends Distribution = DifferentiableDistribution>(
  simulator: AnySimulator,
  observed: ArrayLike<number> | Observed,
  options: InferWithOptions<F, P>,
): Promise<Inference<F>>;
export async function infer<F extends Fit>(
  simulator: AnySimulator,
  observed: ArrayLike<number> | Observed,
  options: InferOptions<F, Distribution> | InferWithOptions<F, Distribution> = {},
): Promise<Inference<F>> {
  const { simulations = 10_000, rounds = 1, samples = 10_000, seed = 1 } = options;
  const { fit: settings, store, stop, signal, onProgress } = options;
  assertCount(samples, "samples", "retrodict");
  assertCount(rounds, "rounds", "retrodict");
  assertCount(simulations, "simulations", "retrodict", rounds);
  const batch = batchSimulator(simulator);
  const prior = options.prior ?? priorFrom(batch.info);
  const rng = stream(seed);
  const study = {
    simulator: batch,
    prior,
    algorithm: algorithmOf<F>(options, prior),
    observed: "rows" in observed ? observed : Float64Array.from(observed),
  };
  const run = await runRounds(rng, study, {
    rounds,
    simulationsPerRound: Math.floor(simulations / rounds),
    ...(settings && { fit: settings }),
    ...(store && { store }),
    ...(stop && { stop }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const { records, fit, posterior } = run;
  if (fit === undefined || posterior === undefined || signal?.aborted) return refuse();

  const started = performance.now();
  const draws = await posterior.sample(rng.fork("sample"), samples, {
    ...(signal && { signal }),
    onProgress: (done, total) => onProgress?.("sample", done, total),
  });
  if (signal?.aborted) return refuse();
  const sampleSeconds = (performance.now() - started) / 1000;
  const { outputs } = batch.info;
  const among =
    posterior.observed.rows === 1
      ? observationAmong(numberedOutputs(outputs), posterior.observed.data, records[0].round.x)
      : undefined;
  const seconds = (of: (record: RoundRecord) => number) =>
    records.reduce((sum, record) => sum + of(record), 0);
  return Object.freeze<Inference<F>>({
    posterior,
    draws,
    fit,
    records,
    failures: failuresOf(records),
    ...(among && { misspecification: among }),
    warnings: [
      ...records.flatMap(warningsOf),
      ...draws.warnings,
      ...(among?.verdict.outcome === "fail" ? [among.verdict.sentence] : []),
    ],
    timings: Object.freeze({
      simulateSeconds: seconds((record) => record.simulateSeconds),
      trainSeconds: seconds((record) => record.trainSeconds),
      sampleSeconds,
    }),
  });
}

function algorithmOf<F extends Fit>(
  { algorithm, estimator }: InferOptions<F, Distribution> | InferWithOptions<F, Distribution>,
  prior: Distribution,
): InferenceAlgorithm<F> {
  assert(
    algorithm === undefined || estimator === undefined,
    "argument",
    "retrodict",
    "expected the estimator among the algorithm's own options, got it beside algorithm; pass algorithm: ({ prior }) => snpeC({ prior, estimator })",
  );
  assert(
    algorithm === undefined || typeof algorithm === "function",
    "argument",
    "retrodict",
    "expected a function that makes the algorithm under the run's prior, got something else; pass algorithm: snle, or ({ prior }) => snle({ prior, sampler })",
  );
  if (algorithm !== undefined) return algorithm({ prior });
  // Without an algorithm the signatures give a fit of snpe.
  return snpe({
    prior,
    ...(estimator && { estimator }),
  }) as InferenceAlgorithm as InferenceAlgorithm<F>;
}

const warningsOf = ({ index, warnings }: RoundRecord): readonly string[] =>
  warnings.map((warning) => `Round ${index + 1}: ${warning}`);

function failuresOf(records: readonly RoundRecord[]): readonly RowFailure[] {
  let first = 0;
  return records.flatMap(({ round, failures }) => {
    const from = first;
    first += round.theta.rows;
    return failures.map((failure) => ({ ...failure, row: from + failure.row }));
  });
}

function refuse(): never {
  throw new RetrodictError(
    "aborted",
    "retrodict",
    "expected to run to the end, got an aborted signal; start again, with a store to go on from, to get a posterior",
  );
}
