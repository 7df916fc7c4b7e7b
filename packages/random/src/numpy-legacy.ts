import { assert, RetrodictError } from "@retrodict/check";
import type { Rng } from "@retrodict/spec";
import { deriveKey } from "./derive-key.ts";
import { mt19937 } from "./mt19937.ts";

/**
 * numpy's `RandomState(seed)`: the same `uint32`, `uniform` (`random_sample`) and `normal` (`randn`)
 * sequences, for reproducing published runs. Normals are Marsaglia's polar method and agree with
 * numpy to the last bits of the logarithm. A fork is a new legacy generator seeded by a hash of seed and
 * label; there is no `state()`, which throws.
 */
export function numpyLegacy(seed: number): Rng {
  assert(
    seed >>> 0 === seed,
    "range",
    "random",
    () => `expected a seed from 0 to 2^32 - 1, got ${seed}; pass the integer given to RandomState`,
  );
  const uint32 = mt19937(seed);
  const uniform = () => {
    const high = uint32() >>> 5;
    return (high * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  };
  return Object.freeze({
    uint32,
    uniform,
    normal: polarNormal(uniform),
    fork: (label: number | string) =>
      numpyLegacy(deriveKey(Int32Array.of(seed, 0, 0, 0), label)[0] >>> 0),
    state() {
      throw new RetrodictError(
        "argument",
        "random",
        "expected a stream whose state can be moved, got numpyLegacy; use stream(seed), or call numpyLegacy(seed) where it is drawn from",
      );
    },
  });
}

/** Pairs of normals; numpy returns the second of each pair first. */
function polarNormal(uniform: () => number): () => number {
  let spare = Number.NaN;
  return () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    for (;;) {
      const x1 = 2 * uniform() - 1;
      const x2 = 2 * uniform() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 < 1 && r2 !== 0) {
        const f = Math.sqrt((-2 * Math.log(r2)) / r2);
        spare = f * x1;
        return f * x2;
      }
    }
  };
}
