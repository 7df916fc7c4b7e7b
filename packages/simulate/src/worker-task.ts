/** One worker's share of a run, from its start to its end, whichever way it ends. */
import {
  MessageChannel,
  receiveMessageOnPort,
  type MessagePort,
  type Worker,
} from "node:worker_threads";
import type { RowFailure } from "@retrodict/spec";
import type { Piscina } from "piscina";
import { clearSlot, rowAt, type SharedRun } from "./shared-run.ts";
import type { WorkerTask } from "./worker.ts";

export interface RunningTask {
  /** Ends the task together with its thread. */
  abort(): void;
  /** Settles once no thread works on the task any more. */
  readonly ended: Promise<TaskEnd>;
}

export interface TaskEnd {
  /** `"done"`: no row is left to claim; `"refused"`: the simulator could not be made in the thread. */
  readonly how: "done" | "refused" | "aborted" | "timed-out" | "died";
  readonly message: string;
  /** The row the worker was at, negative when at none. */
  readonly row: number;
  readonly failures: readonly RowFailure[];
}

/** Hands the slot's share to a thread of the pool; a row over the limit aborts it. */
export function startTask(
  threads: Piscina,
  run: SharedRun,
  slot: number,
  rowTimeLimitMs = Number.POSITIVE_INFINITY,
): RunningTask {
  const { port1, port2 } = new MessageChannel();
  const controller = new AbortController();
  let gone: Promise<unknown> = Promise.resolve();
  let hung = -1;

  const abort = () => {
    if (controller.signal.aborted) return;
    gone = endThreads(threads, () => controller.abort());
  };
  clearSlot(run, slot);
  const watch = watchRow(run, slot, rowTimeLimitMs, (row) => {
    hung = row;
    abort();
  });

  async function end(): Promise<TaskEnd> {
    const [how, message] = await outcome(threads, { run, slot, port: port2 }, controller.signal);
    clearInterval(watch);
    await gone;
    const failures = drain(port1);
    port1.close();
    if (hung < 0) return { how, message, row: rowAt(run, slot), failures };
    const timeout = `the row took longer than ${rowTimeLimitMs} ms`;
    return { how: "timed-out", message: timeout, row: hung, failures };
  }
  return { abort, ended: end() };
}

async function outcome(
  threads: Piscina,
  task: WorkerTask,
  signal: AbortSignal,
): Promise<[how: TaskEnd["how"], message: string]> {
  try {
    const refusal = (await threads.run(task, { transferList: [task.port], signal })) as
      | string
      | undefined;
    return refusal === undefined ? ["done", ""] : ["refused", refusal];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return signal.aborted ? ["aborted", message] : ["died", `its worker thread ended: ${message}`];
  }
}

/** Performs an abort and resolves when the threads it ended are gone, so that none still writes. */
function endThreads(threads: Piscina, abort: () => void): Promise<unknown> {
  const before: readonly Worker[] = threads.threads;
  abort();
  const left = new Set(threads.threads);
  return Promise.all(before.filter((thread) => !left.has(thread)).map((t) => t.terminate()));
}

/**
 * Calls `onHung` once the slot's worker has been seen at one row for longer than the limit. Seen from
 * outside, since a hanging thread cannot tell; so the limit is met late by up to two looks, never early.
 */
function watchRow(run: SharedRun, slot: number, limitMs: number, onHung: (row: number) => void) {
  if (!Number.isFinite(limitMs)) return undefined;
  let row = -1;
  let since = 0;
  const watch = setInterval(
    () => {
      const now = performance.now();
      const at = rowAt(run, slot);
      if (at !== row) {
        row = at;
        since = now;
      } else if (row >= 0 && now - since > limitMs) {
        clearInterval(watch);
        onHung(row);
      }
    },
    Math.min(100, Math.max(5, limitMs / 5)),
  );
  return watch;
}

/** What was posted to a port so far, whether or not its sender still lives. */
function drain(port: MessagePort): RowFailure[] {
  const failures: RowFailure[] = [];
  for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) {
    failures.push(got.message as RowFailure);
  }
  return failures;
}
