/** What a worker thread of the pool executes: it makes its simulator once and claims rows until none is left. */
import { workerData, type MessagePort } from "node:worker_threads";
import { row as rowOf } from "@retrodict/matrix";
import { restoreStream } from "@retrodict/random";
import type { RowFailure, Simulator } from "@retrodict/spec";
import { loadSimulator, type SimulatorReference } from "./load-simulator.ts";
import { claimRow, finishRow, type SharedRun } from "./shared-run.ts";
import { simulateRow } from "./simulate-row.ts";

export interface WorkerTask {
  readonly run: SharedRun;
  readonly slot: number;
  /** Takes one `RowFailure` per failed row. */
  readonly port: MessagePort;
}

let loading: Promise<Simulator> | undefined;

/** Resolves with why the simulator could not be made, or undefined when no row is left. */
export default async function work({ run, slot, port }: WorkerTask): Promise<string | undefined> {
  try {
    const simulator = await (loading ??= loadSimulator(workerData as SimulatorReference));
    claimRows(simulator, run, slot, (failure) => port.postMessage(failure));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function claimRows(
  simulator: Simulator,
  run: SharedRun,
  slot: number,
  report: (failure: RowFailure) => void,
): void {
  const rng = restoreStream(run.rng);
  for (let row = claimRow(run, slot); row >= 0; row = claimRow(run, slot)) {
    const error = simulateRow(
      simulator,
      rng.fork(run.firstRow + row),
      rowOf(run.theta, row),
      rowOf(run.x, row),
    );
    // Reported before it counts as finished: a worker lost in between costs nothing but doing it again.
    if (error !== undefined) report({ row, ...error });
    finishRow(run, row);
  }
}
