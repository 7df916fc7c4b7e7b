import { firstRows } from "@retrodict/matrix";
import { c2st } from "@retrodict/diagnostics";
import { stream } from "@retrodict/random";
import { referencePosterior } from "@retrodict/reference-posteriors";
import { algorithmOf } from "./algorithms.ts";
import type { Fitted } from "./fitted.ts";
import { inferOwn } from "./infer-own.ts";
import { inferSbi } from "./infer-sbi.ts";
import { processorTime } from "./processor-time.ts";
import { rounded } from "../src/measure.ts";
import type { Job, Measured, Outcome } from "./types.ts";

/** Fits once, then scores the posterior of each observation; what fails is an outcome too. */
export async function* measureJob(job: Job, python: string): AsyncGenerator<Outcome> {
  const fitted = infer(job, python);
  for (const observation of job.observations) {
    try {
      yield { observation, ...(await measureCell(job, await fitted, observation)) };
    } catch (error) {
      yield { observation, error: error instanceof Error ? error.message : String(error) };
    }
  }
}

function infer(job: Job, python: string): Promise<Fitted> {
  const algorithm = algorithmOf(job.algorithm);
  return "sbi" in algorithm ? inferSbi(job, algorithm, python) : inferOwn(job, algorithm);
}

async function measureCell(
  { task, seed, draws }: Job,
  { draw, seconds: fitSeconds, epochs, loss, versions }: Fitted,
  observation: number,
): Promise<Measured> {
  const { samples, seconds: sample, warnings } = await draw(observation);
  const reference = await referencePosterior(task, observation);
  const rows = Math.min(draws, samples.rows, reference.rows);
  const [{ accuracy }, metric] = await processorTime(() =>
    c2st(stream(seed).fork("metric"), firstRows(reference, rows), firstRows(samples, rows)),
  );
  return {
    c2st: Number(accuracy.toFixed(4)),
    seconds: {
      simulate: rounded(fitSeconds.simulate),
      propose: rounded(fitSeconds.propose),
      train: rounded(fitSeconds.train),
      sample: rounded(sample),
      metric: rounded(metric),
    },
    epochs,
    loss: loss === null ? null : rounded(loss),
    warnings,
    versions,
  };
}
