import { stream } from "@retrodict/random";
import { runRounds } from "@retrodict/rounds";
import { inProcess } from "@retrodict/simulate";
import type { BatchSimulator, InferenceAlgorithm } from "@retrodict/spec";
import { task as taskOf } from "@retrodict/tasks";
import type { Fitted } from "./fitted.ts";
import { observedIn } from "./observed.ts";
import { processorTime } from "./processor-time.ts";
import type { Job, OwnAlgorithm } from "./types.ts";

/** Simulates and trains, in this thread. */
export async function inferOwn(job: Job, { rounds, make }: OwnAlgorithm): Promise<Fitted> {
  const task = taskOf(job.task);
  const spent = { simulate: 0, train: 0 };
  const study = {
    prior: task.prior,
    simulator: metered(inProcess(task.create()), (seconds) => (spent.simulate += seconds)),
    algorithm: meteredFit(make(task.prior), (seconds) => (spent.train += seconds)),
    observed: observedIn(job.task, job.observations[0]),
  };
  const rng = streamOf(job, rounds);
  const [run, total] = await processorTime(() =>
    runRounds(rng, study, {
      rounds,
      simulationsPerRound: Math.floor(job.simulations / rounds),
    }),
  );
  const last = run.fit!;
  const inRounds = run.records.flatMap(({ warnings, index }) =>
    warnings.map((warning) => `Round ${index + 1}: ${warning}`),
  );
  return {
    seconds: { ...spent, propose: total - spent.simulate - spent.train },
    epochs: last.history?.train.length ?? null,
    loss: last.history?.bestValidation ?? null,
    versions: `node ${process.version}`,
    async draw(observation) {
      const posterior = last.posterior(observedIn(job.task, observation));
      const [{ samples, warnings }, seconds] = await processorTime(() =>
        posterior.sample(rng.fork("sample").fork(observation), job.draws),
      );
      return { samples, seconds, warnings: [...inRounds, ...warnings] };
    },
  };
}

/** Amortised algorithms learn from the same simulations; rounds made for different observations share none. */
export function streamOf({ task, simulations, seed, observations }: Job, rounds: number) {
  const rng = stream(seed).fork(task).fork(simulations);
  return rounds === 1 ? rng : rng.fork("observation").fork(observations[0]);
}

type Meter = (seconds: number) => void;

function metered(simulator: BatchSimulator, meter: Meter): BatchSimulator {
  return {
    ...simulator,
    async simulateBatch(...args) {
      const [batch, seconds] = await processorTime(() => simulator.simulateBatch(...args));
      meter(seconds);
      return batch;
    },
  };
}

function meteredFit(algorithm: InferenceAlgorithm, meter: Meter): InferenceAlgorithm {
  return {
    ...algorithm,
    async fit(...args) {
      const [fit, seconds] = await processorTime(() => algorithm.fit(...args));
      meter(seconds);
      return fit;
    },
  };
}
