import { assertCount, assertRange } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";
import { below } from "./below.ts";

/** `k` different integers of `[0, n)` in random order (Fisher–Yates, stopped after `k`). */
export function choice(rng: Rng, n: number, k: number): Uint32Array {
  assertCount(n, "n", "random");
  assertCount(k, "k", "random", 0);
  assertRange(k, 0, n, "k", "random");
  const items = new Uint32Array(n);
  for (let i = 0; i < n; i++) items[i] = i;
  for (let i = 0; i < k; i++) {
    const j = i + below(rng, n - i);
    const picked = items[j];
    items[j] = items[i]!;
    items[i] = picked;
  }
  return items.slice(0, k);
}

/** The integers of `[0, n)` in random order. */
export function permutation(rng: Rng, n: number): Uint32Array {
  return choice(rng, n, n);
}
