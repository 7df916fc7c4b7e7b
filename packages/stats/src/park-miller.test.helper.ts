/**
 * Park & Miller's minimal standard generator (CACM 31(10), 1988): exact in doubles, so the script that
 * computed the expected values of these tests with Python drew the very same numbers.
 */
export function parkMiller(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

/** `n` numbers of the generator seeded with `seed`. */
export function numbers(seed: number, n: number): Float64Array {
  return Float64Array.from({ length: n }, parkMiller(seed));
}
