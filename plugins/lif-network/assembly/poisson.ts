/**
 * Poisson counts, four to a 64-bit word. Twelve bits choose one of 4096 equal cells of (0, 1); where the
 * distribution function does not step inside the cell, that is the count, and else the cell is refined by
 * another 53 bits and inverted. The counts are therefore those of inversion with 65 bits.
 */
import { word } from "../../../tooling/kernels/assembly/splitmix";

const CELLS: i32 = 4096;
/** In a cell: the distribution function steps inside it, first at the count in the other bits. */
const STEPS: u32 = 0x8000;
const STEPS_IN_ANY: u64 = 0x8000800080008000;

/** Counts below this are possible: for a mean of 500, within 23 standard deviations. */
const COUNTS: i32 = 1024;

const cells: usize = memory.data(4096 * 2, 16);
const cumulative: usize = memory.data(1024 * 8, 16);

/** Fills the tables for a mean of at most 500. */
export function preparePoisson(mean: f64): void {
  let probability = Math.exp(-mean);
  let sum = 0.0;
  for (let k = 0; k < COUNTS; k++) {
    sum += probability;
    store<f64>(cumulative + ((<usize>k) << 3), sum);
    probability *= mean / f64(k + 1);
  }
  store<f64>(cumulative + ((<usize>(COUNTS - 1)) << 3), 1.0);
  let k: u32 = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    while (atMost(k) <= f64(cell) / f64(CELLS)) k++;
    const whole = atMost(k) >= f64(cell + 1) / f64(CELLS);
    store<u16>(cells + ((<usize>cell) << 1), whole ? k : k | STEPS);
  }
}

/** Writes counts of words `first … first + n / 4 - 1` of `key` to `out`, u16; `n` a multiple of four. */
export function poissonCounts(key: u64, first: u64, n: u32, out: usize): void {
  const end = out + ((<usize>n) << 1);
  let k = first;
  for (let at = out; at < end; at += 8) {
    const bits = word(key, k++);
    const four =
      (<u64>load<u16>(cells + <usize>((bits << 1) & 0x1ffe))) |
      ((<u64>load<u16>(cells + <usize>((bits >> 15) & 0x1ffe))) << 16) |
      ((<u64>load<u16>(cells + <usize>((bits >> 31) & 0x1ffe))) << 32) |
      ((<u64>load<u16>(cells + <usize>((bits >> 47) & 0x1ffe))) << 48);
    store<u64>(at, four);
    if (four & STEPS_IN_ANY) refine(bits, at);
  }
}

/** Settles the counts at `at` that `bits` left open. */
function refine(bits: u64, at: usize): void {
  for (let lane = 0; lane < 4; lane++) {
    const address = at + ((<usize>lane) << 1);
    const open = <u32>load<u16>(address);
    if (!(open & STEPS)) continue;
    const cell = f64(<u32>(bits >> (16 * lane)) & 0xfff);
    const within = f64(word(bits, lane) >> 11) * (1.0 / 9007199254740992.0);
    const u = (cell + within) / f64(CELLS);
    let k = open ^ STEPS;
    while (atMost(k) <= u) k++;
    store<u16>(address, k);
  }
}

/** Probability of a count of at most `k`; exactly one for the last. */
// @ts-ignore: decorator
@inline
function atMost(k: u32): f64 {
  return load<f64>(cumulative + ((<usize>k) << 3));
}
