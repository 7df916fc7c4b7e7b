import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { assertCount } from "@retrodict/check";
import { train, trainMembers, type MemberJob } from "@retrodict/nn";
import type { Recipe, Trained, Trainer } from "@retrodict/spec";
import { Piscina } from "piscina";
import { failureFrom } from "./transported-failure.ts";
import type { MemberResult, MemberTask, Progress } from "./train-worker.ts";

export interface ParallelTrainerOptions {
  /** Worker threads; as many as the machine runs in parallel if absent. */
  readonly workers?: number;
}

/**
 * A trainer that trains the members of an ensemble in worker threads (Node only), each with the weights it would
 * get from `train`: results do not depend on `workers`. An estimator without members, or one that threads cannot
 * make (one with an engine or a loss without a recipe), is trained by `train`.
 */
export function parallelTrainer({
  workers = availableParallelism(),
}: ParallelTrainerOptions = {}): Trainer {
  assertCount(workers, "workers", "ensemble");
  return async (rng, estimator, loss, rows, options = {}) => {
    const { members } = estimator;
    const recipes = members?.map(({ recipe }) => recipe);
    const lossRecipe = loss.recipe;
    if (
      members === undefined ||
      recipes === undefined ||
      lossRecipe === undefined ||
      !recipes.every((r) => r !== undefined)
    ) {
      return train(rng, estimator, loss, rows, options);
    }
    return trainMembers(rng, { members, loss, rows, options }, async (jobs) => {
      const pool = startThreads(Math.min(workers, jobs.length));
      try {
        return await Promise.all(jobs.map((job, m) => runJob(pool, job, recipes[m], lossRecipe)));
      } finally {
        await pool.destroy();
      }
    });
  };
}

/** The worker is the sibling with this file's own extension: a source in the workspace, built elsewhere. */
function startThreads(threads: number): Piscina {
  return new Piscina({
    filename: new URL(`./train-worker${extname(import.meta.url)}`, import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    recordTiming: false,
  });
}

async function runJob(
  pool: Piscina,
  job: MemberJob,
  estimator: Recipe,
  loss: Recipe,
): Promise<Trained> {
  const { signal, onProgress, ...settings } = job.options;
  const { port1, port2 } = new MessageChannel();
  const report = ({ epoch, epochs }: Progress): void => onProgress?.(epoch, epochs);
  port1.on("message", report);
  const stop = (): void => port1.postMessage("stop");
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  const task: MemberTask = {
    rng: job.rng.state(),
    split: job.split,
    estimator,
    loss,
    settings,
    port: port2,
  };
  try {
    const result = (await pool.run(task, { transferList: [port2] })) as MemberResult;
    // The result may overtake the last messages.
    for (let got = receiveMessageOnPort(port1); got; got = receiveMessageOnPort(port1)) {
      report(got.message as Progress);
    }
    if ("failure" in result) throw failureFrom(result.failure);
    return result;
  } finally {
    signal?.removeEventListener("abort", stop);
    port1.close();
  }
}
