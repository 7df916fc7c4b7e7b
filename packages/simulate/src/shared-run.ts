/**
 * The memory that one run shares between the calling thread and its workers. Workers claim rows one at
 * a time from a common counter, so there are no chunks to balance and a worker that is lost takes one
 * row with it. Every array lies over a SharedArrayBuffer: posting a run copies nothing.
 */
import type { Matrix, Rng, RngState } from "@retrodict/spec";

export interface SharedRun {
  readonly rng: RngState;
  /** Which row of a longer run the first one is: row `i` is simulated under `fork(firstRow + i)`. */
  readonly firstRow: number;
  readonly theta: Matrix;
  readonly x: Matrix;
  /** Per row: 1 once it has its output or its failure. */
  readonly finished: Int32Array;
  /** The next row to claim, the rows finished, then per worker the row it is at or one of the codes below. */
  readonly control: Int32Array;
}

const NEXT = 0;
const FINISHED = 1;
const FIRST_SLOT = 2;

/** `rowAt` before a worker's first claim. */
export const UNSTARTED = -2;
/** `rowAt` when no row was left to claim. */
const NONE = -1;

/** Lays out a run for `workers` workers; copies theta once, x starts all NaN. */
export function shareRun(
  rng: Rng,
  theta: Matrix,
  {
    cols,
    workers,
    firstRow,
  }: { readonly cols: number; readonly workers: number; readonly firstRow: number },
): SharedRun {
  const { rows } = theta;
  const sharedTheta = { ...theta, data: sharedFloats(theta.data.length) };
  sharedTheta.data.set(theta.data);
  const x = { rows, cols, data: sharedFloats(rows * cols).fill(Number.NaN) };
  const control = sharedInts(FIRST_SLOT + workers).fill(UNSTARTED, FIRST_SLOT);
  return { rng: rng.state(), firstRow, theta: sharedTheta, x, finished: sharedInts(rows), control };
}

/** Claims the next unfinished row for a worker; −1 when none is left. */
export function claimRow({ control, finished, theta }: SharedRun, slot: number): number {
  let row = Atomics.add(control, NEXT, 1);
  while (row < theta.rows && Atomics.load(finished, row) === 1) row = Atomics.add(control, NEXT, 1);
  const claimed = row < theta.rows ? row : NONE;
  Atomics.store(control, FIRST_SLOT + slot, claimed);
  return claimed;
}

/** Marks a row finished, whatever became of it. */
export function finishRow({ control, finished }: SharedRun, row: number): void {
  Atomics.store(finished, row, 1);
  Atomics.add(control, FINISHED, 1);
}

export const isFinished = ({ finished }: SharedRun, row: number): boolean =>
  Atomics.load(finished, row) === 1;

export const finishedRows = ({ control }: SharedRun): number => Atomics.load(control, FINISHED);

/** Whether claims have not reached the last row yet. */
export const hasClaims = ({ control, theta }: SharedRun): boolean =>
  Atomics.load(control, NEXT) < theta.rows;

/** Lets workers claim again from the first row; they skip what is finished. */
export const rewind = ({ control }: SharedRun): number => Atomics.store(control, NEXT, 0);

/** The row a worker is at, negative when at none. */
export const rowAt = ({ control }: SharedRun, slot: number): number =>
  Atomics.load(control, FIRST_SLOT + slot);

/** Forgets the row of a slot that a new worker takes over. */
export const clearSlot = ({ control }: SharedRun, slot: number): number =>
  Atomics.store(control, FIRST_SLOT + slot, UNSTARTED);

const sharedFloats = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
const sharedInts = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
