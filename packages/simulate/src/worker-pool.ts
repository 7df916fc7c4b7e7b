import { availableParallelism } from "node:os";
import { extname } from "node:path";
import {
  RetrodictError,
  assert,
  assertCount,
  assertMatrix,
  assertPositive,
} from "@retrodict/check";
import { restoreStream } from "@retrodict/random";
import type { BatchOptions, BatchSimulator, Matrix, Rng, SimulatedBatch } from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { Piscina } from "piscina";
import { loadSimulator, type SimulatorReference } from "./load-simulator.ts";
import { shareRun } from "./shared-run.ts";
import { superviseRun } from "./supervise-run.ts";

export interface WorkerPoolOptions extends SimulatorReference {
  /** Worker threads; as many as the machine runs in parallel if absent. */
  readonly workers?: number;
  /** A row that takes longer, in milliseconds, is given up as `"timed-out"`; no limit if absent. */
  readonly rowTimeLimitMs?: number;
}

/** Runs rows in worker threads until it is closed; an idle pool does not keep the process alive. */
export interface WorkerPool extends BatchSimulator {
  /** Aborts what runs and ends the threads. */
  close(): Promise<void>;
}

/**
 * Starts worker threads (Node only) that each import the plugin module and make the simulator. A row's
 * bytes are those of `inProcess(configuredSimulator(entry, options))`, for any number of workers. A row
 * that throws, is not finite, hangs past the limit or ends its thread (by `process.exit`, out of
 * memory: reason `"threw"`) fails alone. Rejects with a `RetrodictError` when the module or the
 * simulator cannot be made. Each batch's x lies over a SharedArrayBuffer.
 */
export async function workerPool(options: WorkerPoolOptions): Promise<WorkerPool> {
  const { workers = availableParallelism(), rowTimeLimitMs, ...reference } = options;
  assertCount(workers, "workers", "simulate");
  if (rowTimeLimitMs !== undefined) assertPositive(rowTimeLimitMs, "rowTimeLimitMs", "simulate");
  assertCloneable(reference);
  const { info } = await loadSimulator(reference);
  const cols = featureLength(info.outputs);
  const threads = startThreads(reference, workers);
  const closing = new AbortController();

  async function simulateBatch(
    rng: Rng,
    theta: Matrix,
    { signal, onProgress, firstRow = 0 }: BatchOptions = {},
  ): Promise<SimulatedBatch> {
    assertMatrix(theta, { cols: info.parameters.length }, "theta", "simulate");
    assert(
      !closing.signal.aborted,
      "argument",
      "simulate",
      "expected an open worker pool, got a closed one; close it after the last batch",
    );
    restoreStream(rng.state());
    const run = shareRun(rng, theta, { cols, workers, firstRow });
    const signals = signal === undefined ? [closing.signal] : [closing.signal, signal];
    return superviseRun(threads, run, { workers, rowTimeLimitMs, signals, onProgress });
  }

  return Object.freeze({
    info,
    simulateBatch,
    async close() {
      closing.abort();
      await threads.destroy();
    },
  });
}

function assertCloneable(reference: SimulatorReference): void {
  try {
    structuredClone(reference);
  } catch (cause) {
    const message = `expected simulator options that can be copied to threads, got ${String(cause)}; pass plain data, no functions`;
    throw new RetrodictError("argument", "simulate", message, { cause });
  }
}

/** The worker is the sibling with this file's own extension: a source in the workspace, built elsewhere. */
function startThreads(reference: SimulatorReference, workers: number): Piscina {
  return new Piscina({
    filename: new URL(`./worker${extname(import.meta.url)}`, import.meta.url).href,
    workerData: reference,
    minThreads: workers,
    maxThreads: workers,
    recordTiming: false,
  });
}
