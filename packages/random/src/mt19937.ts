/**
 * The Mersenne Twister MT19937 (Matsumoto & Nishimura, ACM TOMACS 8(1), 1998), for reproducing runs of
 * numpy's legacy generator. New work uses `stream`.
 */

const SIZE = 624;
const OFFSET = 397;

/** A source of uniform 32-bit integers, seeded by `init_genrand(seed)`. */
export function mt19937(seed: number): () => number {
  const state = new Uint32Array(SIZE);
  state[0] = seed;
  for (let i = 1; i < SIZE; i++) {
    const previous = state[i - 1];
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  let index = SIZE;
  return () => {
    if (index === SIZE) {
      twist(state);
      index = 0;
    }
    return temper(state[index++]);
  };
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < SIZE; i++) {
    const y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
    const feedback = (y & 1) === 0 ? 0 : 0x9908b0df;
    state[i] = state[(i + OFFSET) % SIZE] ^ (y >>> 1) ^ feedback;
  }
}

function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  y ^= y >>> 18;
  return y >>> 0;
}
