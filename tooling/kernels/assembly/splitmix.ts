/**
 * SplitMix64 (Steele, Lea & Flood, OOPSLA 2014) by counter: word `k` of the stream of `key` is
 * `mix(key + (k + 1) * GOLDEN)`, computable in any order.
 */

const GOLDEN: u64 = 0x9e3779b97f4a7c15;

/** The generator's output function, a bijection of 64-bit words. */
// @ts-ignore: decorator
@inline
export function mix(word: u64): u64 {
  let z = word;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/** Word `k` of the stream of `key`. */
// @ts-ignore: decorator
@inline
export function word(key: u64, k: u64): u64 {
  return mix(key + (k + 1) * GOLDEN);
}

/** The top 53 bits as a float in `(0, 1]`, safe under a logarithm. */
// @ts-ignore: decorator
@inline
export function unit(bits: u64): f64 {
  return f64((bits >> 11) + 1) * (1.0 / 9007199254740992.0);
}
