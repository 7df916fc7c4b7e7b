import { permutation } from "@retrodict/random";
import type { Rng } from "@retrodict/spec";

/** Which rows one fold trains on, and which it is judged by. */
export interface Fold {
  readonly training: Uint32Array;
  readonly test: Uint32Array;
}

/** Shuffles rows 0 … rows − 1 and cuts them into `count` test sets that differ in length by at most one. */
export function shuffledFolds(rng: Rng, rows: number, count: number): readonly Fold[] {
  const order = permutation(rng, rows);
  const edge = (fold: number): number => Math.floor((fold * rows) / count);
  return Array.from({ length: count }, (_, fold) => {
    const [start, end] = [edge(fold), edge(fold + 1)];
    const training = new Uint32Array(rows - (end - start));
    training.set(order.subarray(0, start));
    training.set(order.subarray(end), start);
    return { training, test: order.slice(start, end) };
  });
}
