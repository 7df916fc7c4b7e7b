import { permutation } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";

export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/** Splits rows 0 … rows − 1 at random; each part has at least one row. */
export function splitRows(rng: Rng, rows: number, validationFraction: number): Split {
  const order = Uint32Array.from(permutation(rng, rows));
  const held = Math.min(rows - 1, Math.max(1, Math.round(rows * validationFraction)));
  return { training: order.slice(held), validation: order.slice(0, held) };
}

/** `rows` in a random order. */
export function shuffled(rng: Rng, rows: Uint32Array): Uint32Array {
  return Uint32Array.from(permutation(rng, rows.length), (i) => rows[i]);
}

/** Views of `rows` in the fewest parts of at most `size`, equal in length to one row: none is tiny, none is dropped. */
export function batches(rows: Uint32Array, size: number): Uint32Array[] {
  const count = Math.ceil(rows.length / size);
  const edge = (i: number): number => Math.floor((i * rows.length) / count);
  return Array.from({ length: count }, (_, i) => rows.subarray(edge(i), edge(i + 1)));
}
