import { assertMatrix } from "@retrodict/check";
import { row as rowOf } from "@retrodict/matrix";
import type {
  BatchOptions,
  BatchSimulator,
  Matrix,
  Rng,
  RowFailure,
  SimulatedBatch,
  Simulator,
} from "@retrodict/spec";
import { featureLength } from "@retrodict/summary";
import { ABORTED, notRun, simulateRow } from "./simulate-row.ts";

/** Simulating for longer than this without a visit to the event loop would cost a browser a frame. */
const SLICE_MS = 10;

/**
 * Runs a simulator in the calling thread, in browsers too, and lets the event loop turn every few
 * milliseconds, so that `signal` and `onProgress` work. A row cannot be interrupted here: one that
 * hangs blocks the thread, and only a worker pool can limit its time. Throws `RetrodictError` when theta
 * does not have one column per parameter.
 */
export function inProcess<P extends string, O extends string>(
  simulator: Simulator<P, O>,
): BatchSimulator<P, O> {
  return Object.freeze({
    info: simulator.info,
    simulateBatch: (rng: Rng, theta: Matrix, options?: BatchOptions) =>
      simulateBatch(simulator, rng, theta, options),
  });
}

async function simulateBatch(
  simulator: Simulator,
  rng: Rng,
  theta: Matrix,
  { signal, onProgress, firstRow = 0 }: BatchOptions = {},
): Promise<SimulatedBatch> {
  assertMatrix(theta, { cols: simulator.info.parameters.length }, "theta", "simulate");
  const { rows } = theta;
  const cols = featureLength(simulator.info.outputs);
  const x = { rows, cols, data: new Float64Array(rows * cols).fill(Number.NaN) };
  const failures: RowFailure[] = [];
  const aborted = () => signal?.aborted === true;
  let row = 0;
  while (row < rows && !aborted()) {
    for (const end = performance.now() + SLICE_MS; row < rows && performance.now() < end; row++) {
      const error = simulateRow(
        simulator,
        rng.fork(firstRow + row),
        rowOf(theta, row),
        rowOf(x, row),
      );
      if (error !== undefined) failures.push({ row, ...error });
    }
    onProgress?.(row, rows);
    await eventLoopTurn();
  }
  for (; row < rows; row++) failures.push(notRun(row, ABORTED));
  return { x, failures };
}

/** A message to oneself: unlike a timer, browsers do not delay it. */
function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const received = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener("message", received, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}
