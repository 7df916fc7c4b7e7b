/**
 * Who projects to whom, in compressed rows: the targets of source `i`, u16 and ascending, are numbers
 * `row(i) … row(i + 1) - 1` of the list of targets. Self-connections and, with a fixed in-degree, repeated ones are allowed.
 */
import { mix, unit, word } from "../../../tooling/kernels/assembly/splitmix";

let rows: usize = 0;
let targets: usize = 0;

/** Where the rows (`neurons + 2` of u32) and the targets are. */
export function placeConnectivity(rowsAt: usize, targetsAt: usize): void {
  rows = rowsAt;
  targets = targetsAt;
}

/** Address of the first target of `source`; that of the next source is where they end. */
// @ts-ignore: decorator
@inline
export function targetsOf(source: u32): usize {
  return targets + ((<usize>load<u32>(rows + ((<usize>source) << 2))) << 1);
}

/**
 * Gives each of `neurons` its `fromExcitatory` sources among the first `excitatory` neurons and
 * `fromInhibitory` among the others, uniformly with replacement: a counting sort of draws made twice.
 */
export function connectFixedInDegree(
  keyHigh: u32,
  keyLow: u32,
  neurons: u32,
  excitatory: u32,
  fromExcitatory: u32,
  fromInhibitory: u32,
): void {
  const key = ((<u64>keyHigh) << 32) | keyLow;
  memory.fill(rows, 0, (<usize>(neurons + 2)) << 2);
  for (let pass = 0; pass < 2; pass++) {
    let k: u64 = 0;
    for (let target: u32 = 0; target < neurons; target++) {
      k = drawSources(key, k, 0, excitatory, fromExcitatory, target, pass == 1);
      k = drawSources(key, k, excitatory, neurons - excitatory, fromInhibitory, target, pass == 1);
    }
    if (pass == 0) countsToStarts(neurons);
  }
}

/** Counts (in row `source + 2`) or, in the second pass, places the connections of one target; the next word. */
// @ts-ignore: decorator
@inline
function drawSources(
  key: u64,
  start: u64,
  first: u32,
  pool: u32,
  draws: u32,
  target: u32,
  place: bool,
): u64 {
  const base = rows + ((<usize>(first + (place ? 1 : 2))) << 2);
  let k = start;
  for (let i: u32 = 0; i < draws; i += 2) {
    const bits = word(key, k++);
    connect(base, below(<u32>(bits >> 32), pool, bits), target, place);
    if (i + 1 < draws) connect(base, below(<u32>bits, pool, ~bits), target, place);
  }
  return k;
}

// @ts-ignore: decorator
@inline
function connect(base: usize, source: u32, target: u32, place: bool): void {
  const row = base + ((<usize>source) << 2);
  const count = load<u32>(row);
  if (place) store<u16>(targets + ((<usize>count) << 1), target);
  store<u32>(row, count + 1);
}

/** A number below `pool` (Lemire, ACM Trans. Model. Comput. Simul. 29, 2019): draws that would favour some are made again. */
// @ts-ignore: decorator
@inline
function below(draw: u32, pool: u32, bits: u64): u32 {
  const product = (<u64>draw) * pool;
  return <u32>product >= pool ? <u32>(product >> 32) : belowAgain(product, pool, bits);
}

function belowAgain(first: u64, pool: u32, bits: u64): u32 {
  const least: u32 = (<u32>0 - pool) % pool;
  let product = first;
  let more = bits;
  while (<u32>product < least) {
    more = mix(more);
    product = (more >> 32) * pool;
  }
  return <u32>(product >> 32);
}

/** Row `i + 2` held the number of targets of `i`; row `i + 1` then holds where they start, and placing moves it to their end. */
function countsToStarts(neurons: u32): void {
  let start: u32 = 0;
  for (let i: u32 = 1; i <= neurons + 1; i++) {
    const at = rows + ((<usize>i) << 2);
    start += load<u32>(at);
    store<u32>(at, start);
  }
}

/** Connects every ordered pair with `probability`, in steps of geometric length from one connection to the next, at most `most`. */
export function connectPairs(
  keyHigh: u32,
  keyLow: u32,
  neurons: u32,
  probability: f64,
  most: u32,
): void {
  const key = ((<u64>keyHigh) << 32) | keyLow;
  const scale = 1.0 / Math.log1p(-probability);
  const pairs = f64(neurons) * f64(neurons);
  let source: u32 = 0;
  let rowStart = 0.0;
  let pair = -1.0;
  let count: u32 = 0;
  startRow(0, 0);
  while (count < most) {
    pair += 1.0 + Math.floor(Math.log(unit(word(key, count))) * scale);
    if (!(pair < pairs)) break;
    while (pair >= rowStart + f64(neurons)) {
      rowStart += f64(neurons);
      source++;
      startRow(source, count);
    }
    store<u16>(targets + ((<usize>count) << 1), <u32>(pair - rowStart));
    count++;
  }
  while (source < neurons) {
    source++;
    startRow(source, count);
  }
}

// @ts-ignore: decorator
@inline
function startRow(source: u32, first: u32): void {
  store<u32>(rows + ((<usize>source) << 2), first);
}
