import type { Rng } from "@retrodict/spec";

/** What `RandomState.permutation(n)` of numpy gives where `rng` is its generator: Fisher and Yates' shuffle from the end. */
export function numpyPermutation(rng: Rng, n: number): Uint32Array {
  const out = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = upTo(rng, i);
    const kept = out[i];
    out[i] = out[j];
    out[j] = kept;
  }
  return out;
}

/** Uniform on 0 … `largest`: words cut to as many bits until one fits. */
function upTo(rng: Rng, largest: number): number {
  const mask = 2 ** (32 - Math.clz32(largest)) - 1;
  for (;;) {
    const value = rng.uint32() & mask;
    if (value <= largest) return value;
  }
}
