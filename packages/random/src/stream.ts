import { assert } from "@retrodict/check";
import type { Rng, RngState } from "@retrodict/spec";
import { deriveKey } from "./derive-key.ts";
import { keySchedule, threefry } from "./threefry.ts";
import { zigguratNormal } from "./ziggurat.ts";

const ALGORITHM = "threefry4x32-20";
/** Words made at a time: four blocks. */
const BUFFERED = 16;

/**
 * A counter-based stream of random numbers: the same seed gives the same numbers, and a fork depends
 * on the keys and labels that lead to it, never on what was drawn. Threefry-4x32-20 (Salmon et al.
 * 2011); normals by ziggurat.
 */
export function stream(seed: number | string): Rng {
  return streamAt(deriveKey(new Int32Array(4), seed), 0);
}

/** The stream that `state()` described, resumed exactly. Throws on a state of another generator. */
export function restoreStream(state: RngState): Rng {
  const { algorithm, words } = state;
  assert(
    algorithm === ALGORITHM && words.length === 6 && words.every((word) => word >>> 0 === word),
    "argument",
    "random",
    () =>
      `expected the state of a ${ALGORITHM} stream (six 32-bit words), got ${algorithm} with ${words.length} words; pass what state() of a stream() returned`,
  );
  return streamAt(Int32Array.from(words.slice(0, 4)), words[4] + words[5] * 2 ** 32);
}

/** The stream of `key` after `position` 32-bit words. */
function streamAt(key: Int32Array, position: number): Rng {
  const schedule = keySchedule(key);
  const buffer = new Int32Array(BUFFERED);
  // `buffer` holds the words from `start`; a fresh stream fills it at its first draw.
  let start = Math.floor((position - 1) / BUFFERED) * BUFFERED;
  let index = position - start;
  if (index < BUFFERED) fill(schedule, start, buffer);

  function next(): number {
    if (index === BUFFERED) {
      start += BUFFERED;
      index = 0;
      fill(schedule, start, buffer);
    }
    return buffer[index++];
  }

  function uniform(): number {
    const high = next() >>> 5;
    return (high * 67108864 + (next() >>> 6)) * 2 ** -53;
  }

  return Object.freeze({
    uniform,
    normal: () => zigguratNormal(next, uniform),
    uint32: () => next() >>> 0,
    fork: (label: number | string) => streamAt(deriveKey(key, label), 0),
    state() {
      const at = start + index;
      const words = [...key, at, at / 2 ** 32].map((word) => word >>> 0);
      return { algorithm: ALGORITHM, words };
    },
  });
}

/** Writes the stream's words from `start` on: block `i` of a stream encrypts the counter `i`. */
function fill(schedule: Int32Array, start: number, buffer: Int32Array): void {
  const high = Math.floor(start / 2 ** 34) | 0;
  for (let i = 0; i < buffer.length; i += 4) {
    threefry(schedule, ((start + i) / 4) | 0, high, 0, 0, buffer, i);
  }
}
