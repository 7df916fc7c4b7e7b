/** How the calling thread and its workers wait for each other: counters in shared memory, one command at a time. */

/** Entries of the control array. */
export const CONTROL = {
  generation: 0,
  command: 1,
  program: 2,
  rows: 3,
  done: 4,
  failed: 5,
} as const;
const CONTROL_ENTRIES = 6;

/** Looks at a counter before sleeping: a sleeping thread takes some 50 µs to wake, as long as a small layer. */
const SPINS = 20_000;

export function controlArray(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(CONTROL_ENTRIES * Int32Array.BYTES_PER_ELEMENT));
}

/** Waits until an entry is no longer `seen`; false where that takes longer than `milliseconds`. */
export function waitWhile(
  control: Int32Array,
  entry: number,
  seen: number,
  milliseconds = Number.POSITIVE_INFINITY,
): boolean {
  for (let i = 0; i < SPINS; i++) if (Atomics.load(control, entry) !== seen) return true;
  return Atomics.wait(control, entry, seen, milliseconds) !== "timed-out";
}

/** Adds one to an entry and wakes who waits for it. */
export function advance(control: Int32Array, entry: number): void {
  Atomics.add(control, entry, 1);
  Atomics.notify(control, entry);
}
