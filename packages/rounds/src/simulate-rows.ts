import { matrix, stackRows } from "@retrodict/matrix";
import type { BatchSimulator, Fit, Matrix, Rng, RunOptions, SimulatedBatch } from "@retrodict/spec";
import type { StoredRound } from "./stored-round.ts";

/** A stretch should take about this long: what a crash loses at most, and little beside what keeping it costs. */
const STRETCH_SECONDS = 2;
/** Rows of the first stretch, before it is known how long one takes. */
const FIRST_STRETCH = 32;
/** The next stretch is at most this many times as long. */
const GROWTH = 8;

/**
 * Simulates every row of theta under `rng.fork(row)`. With a store, in stretches that are kept as soon as they are
 * done, and only those that are not there yet: the result is the same. Rows not run because `signal` aborted are
 * failures, and not kept.
 */
export async function simulateRows<F extends Fit>(
  rng: Rng,
  simulator: BatchSimulator,
  theta: Matrix,
  { stored, signal, onProgress }: RunOptions & { readonly stored?: StoredRound<F> | undefined },
): Promise<SimulatedBatch> {
  const options = signal && { signal };
  if (stored === undefined)
    return simulator.simulateBatch(rng, theta, { ...options, ...(onProgress && { onProgress }) });
  const parts: SimulatedBatch[] = [];
  let size = FIRST_STRETCH;
  for (let first = 0; first < theta.rows;) {
    const from = first;
    const found = await stored.rows(first);
    const started = performance.now();
    const part =
      found ??
      (await simulator.simulateBatch(rng, rowsOf(theta, first, size), {
        ...options,
        firstRow: first,
        onProgress: (done) => onProgress?.(from + done, theta.rows),
      }));
    parts.push({ ...part, failures: part.failures.map((f) => ({ ...f, row: f.row + from })) });
    first += part.x.rows;
    if (found !== undefined) {
      onProgress?.(first, theta.rows);
    } else if (!signal?.aborted) {
      await stored.keepRows(from, part);
      const seconds = (performance.now() - started) / 1000;
      const best = Math.floor((part.x.rows * STRETCH_SECONDS) / Math.max(seconds, 1e-6));
      size = Math.max(1, Math.min(best, GROWTH * size));
    }
  }
  return {
    x: stackRows(...parts.map(({ x }) => x)),
    failures: parts.flatMap(({ failures }) => failures),
  };
}

function rowsOf({ rows, cols, data }: Matrix, from: number, size: number): Matrix {
  const to = Math.min(rows, from + size);
  return matrix(to - from, cols, data.slice(from * cols, to * cols));
}
