import { assert } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";

/** A uniform integer in `[0, n)`, without modulo bias. `n` is an integer from 1 to 2³². */
export function below(rng: Rng, n: number): number {
  assert(
    Number.isInteger(n) && n >= 1 && n <= 2 ** 32,
    "range",
    "random",
    () => `expected n to be an integer from 1 to 2^32, got ${n}; pass the number of choices`,
  );
  for (;;) {
    const word = rng.uint32();
    // The quotient and not the remainder, which takes several times as long for numbers of more than 31 bits.
    const multiple = n * Math.floor(word / n);
    if (multiple + n <= 2 ** 32) return word - multiple;
  }
}
