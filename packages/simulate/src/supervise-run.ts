/**
 * The calling thread's side of a run: it keeps one task per worker going, blames the row at which a
 * worker was lost, and leaves the other rows to the next.
 */
import { RetrodictError } from "@retrodict/check";
import { row as rowOf } from "@retrodict/matrix";
import type { RowFailure, RunOptions, SimulatedBatch } from "@retrodict/spec";
import type { Piscina } from "piscina";
import {
  UNSTARTED,
  finishRow,
  finishedRows,
  hasClaims,
  isFinished,
  rewind,
  type SharedRun,
} from "./shared-run.ts";
import { ABORTED, notRun } from "./simulate-row.ts";
import { startTask, type RunningTask, type TaskEnd } from "./worker-task.ts";

export interface SupervisionOptions extends Pick<RunOptions, "onProgress"> {
  readonly workers: number;
  readonly rowTimeLimitMs: number | undefined;
  /** Any of them stops the run. */
  readonly signals: readonly AbortSignal[];
}

/** Milliseconds between two looks at the rows finished. */
const PROGRESS_MS = 100;
/** Give up a simulator that loses this many workers without one row finished in between. */
const MAX_LOST_IN_A_ROW = 50;

/** Runs every row and resolves when no thread works on the run any more. */
export async function superviseRun(
  threads: Piscina,
  run: SharedRun,
  options: SupervisionOptions,
): Promise<SimulatedBatch> {
  const { signals, onProgress } = options;
  const crew = hireCrew(threads, run, options);
  const onAbort = () => crew.stop(ABORTED);
  for (const signal of signals) {
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort);
  }
  const report = () => onProgress?.(finishedRows(run), run.theta.rows);
  const reporting = setInterval(report, PROGRESS_MS);
  try {
    const stopped = await crew.work();
    report();
    return collect(run, crew.failures, stopped);
  } finally {
    clearInterval(reporting);
    for (const signal of signals) signal.removeEventListener("abort", onAbort);
  }
}

function hireCrew(
  threads: Piscina,
  run: SharedRun,
  { workers, rowTimeLimitMs }: SupervisionOptions,
) {
  const { rows } = run.theta;
  const slots = Array.from({ length: Math.min(workers, rows) }, (_, slot) => slot);
  const failures = new Map<number, RowFailure>();
  const blame = blamer(run, failures);
  const running = new Set<RunningTask>();
  let stopped: string | undefined;
  let refusal: string | undefined;

  const going = () => stopped === undefined;

  function stop(why: string): void {
    stopped ??= why;
    for (const task of running) task.abort();
  }

  function settle(end: TaskEnd): void {
    for (const failure of end.failures) failures.set(failure.row, failure);
    if (end.how === "refused" || (end.how === "died" && end.row === UNSTARTED)) {
      refusal = end.message;
      stop(refusal);
    } else if (end.how === "timed-out" || end.how === "died") {
      const lostInARow = blame(end.row, end.how, end.message);
      if (lostInARow === MAX_LOST_IN_A_ROW) stop(`${lostInARow} workers in a row were lost`);
    }
  }

  /** Keeps a slot working: where a task ends early, another follows. */
  async function serve(slot: number): Promise<void> {
    while (going() && hasClaims(run)) {
      const task = startTask(threads, run, slot, rowTimeLimitMs);
      running.add(task);
      const end = await task.ended;
      running.delete(task);
      settle(end);
    }
  }

  /** Resolves with why rows were left, if any were. */
  async function work(): Promise<string | undefined> {
    while (going() && finishedRows(run) < rows) {
      rewind(run);
      await Promise.all(slots.map(serve));
    }
    if (refusal === undefined) return stopped;
    throw new RetrodictError(
      "argument",
      "simulate",
      `expected a simulator that worker threads can make, got the error "${refusal}"; correct the plugin or run it in process`,
    );
  }

  return { stop, work, failures };
}

/** Fails the row at which a worker was lost; tells how many were lost with no row finished in between. */
function blamer(run: SharedRun, failures: Map<number, RowFailure>) {
  let blamed = 0;
  let lostInARow = 0;
  let finishedBefore = 0;
  return (row: number, how: "timed-out" | "died", message: string): number => {
    if (row >= 0 && !isFinished(run, row)) {
      const reason = how === "died" ? "threw" : how;
      failures.set(row, { row, reason, message });
      finishRow(run, row);
      blamed++;
    }
    const finished = finishedRows(run) - blamed;
    lostInARow = finished > finishedBefore ? 1 : lostInARow + 1;
    finishedBefore = finished;
    return lostInARow;
  };
}

function collect(
  run: SharedRun,
  failures: ReadonlyMap<number, RowFailure>,
  stopped = "",
): SimulatedBatch {
  const failed: RowFailure[] = [];
  for (let row = 0; row < run.theta.rows; row++) {
    const failure = isFinished(run, row) ? failures.get(row) : notRun(row, stopped);
    if (failure === undefined) continue;
    failed.push(failure);
    // A thread that was ended may have left half a row.
    rowOf(run.x, row).fill(Number.NaN);
  }
  return { x: run.x, failures: failed };
}
