import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { assertCount, refuseIfAborted } from "@retrodict/check";
import { Piscina } from "piscina";
import { foldTasks } from "./c2st-problem.ts";
import { c2stResult } from "./c2st-result.ts";
import type { TravellingFold } from "./fold-worker.ts";
import type { ClassifierTwoSampleTest } from "./types.ts";

export interface ParallelC2stOptions {
  /** Worker threads; as many as the machine runs in parallel if absent. */
  readonly workers?: number;
}

/** How long threads wait for another test before they end. */
const IDLE_MILLISECONDS = 2000;

/**
 * `c2st` with its folds in worker threads (Node only), which calls share: results are the same bytes, whatever
 * `workers`. Threads end by themselves and keep no process alive.
 */
export function parallelC2st({
  workers = availableParallelism(),
}: ParallelC2stOptions = {}): ClassifierTwoSampleTest {
  assertCount(workers, "workers", "diagnostics");
  let pool: Piscina | undefined;
  return async (rng, reference, samples, options = {}) => {
    const { folds = 5, signal, onProgress } = options;
    const tasks = foldTasks(rng, reference, samples, folds);
    refuseIfAborted(signal, "diagnostics");
    const threads = (pool ??= startThreads(workers));
    let done = 0;
    const run = async (task: TravellingFold): Promise<number> => {
      const accuracy = (await threads.run(task, signal ? { signal } : {})) as number;
      onProgress?.(++done, folds);
      return accuracy;
    };
    try {
      const accuracies = await Promise.all(
        tasks.map(({ rng: own, ...task }) => run({ ...task, rng: own.state() })),
      );
      return c2stResult(Float64Array.from(accuracies), 2 * reference.rows);
    } catch (error) {
      refuseIfAborted(signal, "diagnostics");
      throw error;
    }
  };
}

/** The worker is the sibling with this file's own extension: a source in the workspace, built elsewhere. */
function startThreads(workers: number): Piscina {
  return new Piscina({
    filename: new URL(`./fold-worker${extname(import.meta.url)}`, import.meta.url).href,
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: IDLE_MILLISECONDS,
    recordTiming: false,
  });
}
