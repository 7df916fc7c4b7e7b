import { assert, assertCount, assertFinite, assertLength, RetrodictError } from "@retrodict/check";
import { priorFrom } from "@retrodict/distributions";
import { maf } from "@retrodict/maf";
import { stream } from "@retrodict/random";
import { snpe, type SnpeFit } from "@retrodict/snpe";
import type { Fit, RowFailure, RunOptions } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { batchSimulator } from "./batch-simulator.ts";
import type { AnySimulator, Inference, InferOptions, Phase } from "./types.ts";

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
  const { algorithm = snpe, fit: fitOptions, signal, onProgress } = options;
  assertCount(simulations, "simulations", "retrodict");
  assertCount(samples, "samples", "retrodict");
  assertFinite(observed, "observed", "retrodict");
  const batch = batchSimulator(simulator);
  assertLength(observed, featureLength(batch.info.outputs), "observed", "retrodict");
  const prior = options.prior ?? priorFrom(batch.info.parameters);
  const rng = stream(seed);
  const during = (phase: Phase): RunOptions => ({
    ...(signal && { signal }),
    onProgress: (done, total) => onProgress?.(phase, done, total),
  });

  const theta = prior.sample(rng.fork("prior"), simulations);
  const simulated = await timed(
    batch.simulateBatch(rng.fork("simulate"), theta, during("simulate")),
  );
  refuseAborted("simulate", signal);
  const { x, failures } = simulated.value;
  refuseAllFailed(failures, simulations);

  const rounds = [{ theta, x, proposal: "prior" }] as const;
  const trained = await timed(
    algorithm({ prior, estimator }).fit(rng.fork("fit"), rounds, {
      ...fitOptions,
      ...during("train"),
    }),
  );
  refuseAborted("train", signal);

  const posterior = trained.value.posterior(Float64Array.from(observed));
  const drawn = await timed(posterior.sample(rng.fork("sample"), samples, during("sample")));
  refuseAborted("sample", signal);
  return Object.freeze({
    posterior,
    draws: drawn.value,
    fit: trained.value,
    rounds,
    failures,
    timings: Object.freeze({
      simulateSeconds: simulated.seconds,
      trainSeconds: trained.seconds,
      sampleSeconds: drawn.seconds,
    }),
  });
}

async function timed<T>(
  work: Promise<T>,
): Promise<{ readonly value: T; readonly seconds: number }> {
  const started = performance.now();
  const value = await work;
  return { value, seconds: (performance.now() - started) / 1000 };
}

function refuseAborted(phase: Phase, signal?: AbortSignal): void {
  if (signal?.aborted)
    throw new RetrodictError("aborted", "retrodict", `stopped by its signal in phase ${phase}`);
}

function refuseAllFailed(failures: readonly RowFailure[], simulations: number): void {
  assert(
    failures.length < simulations,
    "numeric",
    "retrodict",
    () =>
      `expected simulations with output, got ${simulations} failures, the first ${failures[0]!.reason}: ${failures[0]!.message}; check the simulator and the prior`,
  );
}
