/**
 * Normals of numpy's `RandomState(seed)`: MT19937 (Matsumoto & Nishimura, ACM TOMACS 8, 1998) and
 * Marsaglia's polar method, of whose pair numpy returns the second first. A generator is a block of
 * memory, so a copy of the block goes on by itself.
 */

const N: i32 = 624;
const M: i32 = 397;
const POSITION: usize = 2496;
const HAS_SPARE: usize = 2500;
const SPARE: usize = 2504;
const X1: usize = 2512;
const X2: usize = 2520;

/** Bytes of a generator. */
export const GENERATOR: usize = 2528;

export function seedGenerator(generator: usize, seed: u32): void {
  let word = seed;
  store<u32>(generator, word);
  for (let i = 1; i < N; i++) {
    word = 1812433253 * (word ^ (word >> 30)) + <u32>i;
    store<u32>(generator + ((<usize>i) << 2), word);
  }
  store<i32>(generator + POSITION, N);
  store<i32>(generator + HAS_SPARE, 0);
}

export function nextNormal(generator: usize): f64 {
  if (load<i32>(generator + HAS_SPARE)) {
    store<i32>(generator + HAS_SPARE, 0);
    return load<f64>(generator + SPARE);
  }
  const r2 = nextInDisc(generator);
  const f = Math.sqrt((-2.0 * Math.log(r2)) / r2);
  store<i32>(generator + HAS_SPARE, 1);
  store<f64>(generator + SPARE, f * load<f64>(generator + X1));
  return f * load<f64>(generator + X2);
}

/** Goes on as if `n` normals had been drawn. */
export function skipNormals(generator: usize, n: i32): void {
  let left = n;
  if (left > 0 && load<i32>(generator + HAS_SPARE)) {
    store<i32>(generator + HAS_SPARE, 0);
    left--;
  }
  for (; left > 1; left -= 2) nextInDisc(generator);
  if (left > 0) nextNormal(generator);
}

/** Draws a point of the unit disc, not its centre, into the generator; returns its squared radius. */
function nextInDisc(generator: usize): f64 {
  while (true) {
    const x1 = 2.0 * uniform(generator) - 1.0;
    const x2 = 2.0 * uniform(generator) - 1.0;
    const r2 = x1 * x1 + x2 * x2;
    if (r2 >= 1.0 || r2 == 0.0) continue;
    store<f64>(generator + X1, x1);
    store<f64>(generator + X2, x2);
    return r2;
  }
}

function uniform(generator: usize): f64 {
  const high = nextWord(generator) >> 5;
  const low = nextWord(generator) >> 6;
  return (f64(high) * 67108864.0 + f64(low)) / 9007199254740992.0;
}

function nextWord(generator: usize): u32 {
  let position = load<i32>(generator + POSITION);
  if (position == N) {
    twist(generator);
    position = 0;
  }
  store<i32>(generator + POSITION, position + 1);
  let y = load<u32>(generator + ((<usize>position) << 2));
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >> 18);
}

function twist(generator: usize): void {
  let i = 0;
  while (i < N - M) twistWord(generator, i, i + 1, i++ + M);
  while (i < N - 1) twistWord(generator, i, i + 1, i++ + M - N);
  twistWord(generator, N - 1, 0, M - 1);
}

// @ts-ignore: decorator
@inline
function twistWord(generator: usize, i: i32, next: i32, far: i32): void {
  const joined = (wordAt(generator, i) & 0x80000000) | (wordAt(generator, next) & 0x7fffffff);
  const twisted = (joined >> 1) ^ (<u32>(0 - (joined & 1)) & 0x9908b0df);
  store<u32>(generator + ((<usize>i) << 2), wordAt(generator, far) ^ twisted);
}

// @ts-ignore: decorator
@inline
function wordAt(generator: usize, i: i32): u32 {
  return load<u32>(generator + ((<usize>i) << 2));
}
