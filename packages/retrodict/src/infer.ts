import { assertCount, RetrodictError } from "@retrodict/check";
import { priorFrom } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { stream } from "@retrodict/random";
import { runRounds } from "@retrodict/rounds";
import { snpe, type SnpeFit } from "@retrodict/snpe";
import type { Fit } from "@retrodict/spec";
import { batchSimulator } from "./batch-simulator.ts";
import type { AnySimulator, Inference, InferOptions } from "./types.ts";

/**
 * From a simulator and an observation to posterior draws: simulates from the prior, trains, samples.
 * `observed` has one finite number per output of the simulator. Throws `RetrodictError` on misuse, when
 * no simulation gives an output, and with code `"aborted"` once `signal` aborts.
 */
export function infer(
  simulator: AnySimulator,
  observed: ArrayLike<number>,
  options?: InferOptions<SnpeFit>,
): Promise<Inference<SnpeFit>>;
export function infer<F extends Fit>(
  simulator: AnySimulator,
  observed: ArrayLike<number>,
  options: InferOptions<F> & Required<Pick<InferOptions<F>, "algorithm">>,
): Promise<Inference<F>>;
export async function infer(
  simulator: AnySimulator,
  observed: ArrayLike<number>,
  options: InferOptions = {},
): Promise<Inference> {
  const { simulations = 10_000, samples = 10_000, seed = 1, estimator = maf() } = options;
  const { algorithm = snpe, fit: settings, signal, onProgress } = options;
  assertCount(samples, "samples", "retrodict");
  const batch = batchSimulator(simulator);
  const prior = options.prior ?? priorFrom(batch.info.parameters);
  const rng = stream(seed);
  const study = {
    simulator: batch,
    prior,
    algorithm: algorithm({ prior, estimator }),
    observed: Float64Array.from(observed),
  };
  const { records } = await runRounds(rng, study, {
    simulationsPerRound: simulations,
    ...(settings && { fit: settings }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const [{ round, failures, simulateSeconds, trainSeconds, fit, posterior } = refuse()] = records;
  if (fit === undefined || posterior === undefined || signal?.aborted) return refuse();

  const started = performance.now();
  const draws = await posterior.sample(rng.fork("sample"), samples, {
    ...(signal && { signal }),
    onProgress: (done, total) => onProgress?.("sample", done, total),
  });
  if (signal?.aborted) return refuse();
  const sampleSeconds = (performance.now() - started) / 1000;
  const timings = Object.freeze({ simulateSeconds, trainSeconds, sampleSeconds });
  return Object.freeze({ posterior, draws, fit, round, failures, timings });
}

function refuse(): never {
  throw new RetrodictError(
    "aborted",
    "retrodict",
    "expected to run to the end, got an aborted signal; start again to get a posterior",
  );
}
