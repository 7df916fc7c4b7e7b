/**
 * Neurons whose voltages, from rest, jump by fixed amounts: Brunel (J. Comput. Neurosci. 8, 2000), model A.
 * A step: decay, add what arrives, compare with the threshold. Input to refractory neurons is lost.
 */
import { targetsOf } from "./connectivity";
import { delay, excitatory, padded, release, spike, threshold, voltages } from "./neurons";
import { poissonCounts, preparePoisson } from "./poisson";
import { endStep, spikeAt, spikesBy } from "./spikes";

let keeps: f64 = 0.0;
let jump: f64 = 0.0;
let inhibitoryJump: f64 = 0.0;
let excitations: usize = 0;
let inhibitions: usize = 0;
let driveKey: u64 = 0;

/**
 * The share of a voltage that a step keeps, the jumps, the mean number of external spikes per neuron and
 * step (at most 500) with the key of theirs, and where arriving spikes are counted (u16 per neuron, padded, twice).
 */
export function startDelta(
  keep: f64,
  excitatoryJump: f64,
  fromInhibitory: f64,
  drive: f64,
  keyHigh: u32,
  keyLow: u32,
  countsAt: usize,
): void {
  keeps = keep;
  jump = excitatoryJump;
  inhibitoryJump = fromInhibitory;
  driveKey = ((<u64>keyHigh) << 32) | keyLow;
  excitations = countsAt;
  inhibitions = countsAt + ((<usize>padded()) << 1);
  preparePoisson(drive);
}

/** Steps `from` up to and including `to`. */
export function advanceDelta(from: i32, to: i32): void {
  const n = padded();
  for (let step = from; step <= to; step++) {
    release(step);
    poissonCounts(driveKey, (<u64>(step - 1)) * (n >> 2), n, excitations);
    memory.fill(inhibitions, 0, (<usize>n) << 1);
    arrive(step - delay);
    update(n);
    endStep(step);
  }
}

/** Counts the spikes of a step at all of their targets. */
function arrive(spiked: i32): void {
  if (spiked < 1) return;
  const end = spikesBy(spiked);
  for (let k = spikesBy(spiked - 1); k < end; k++) {
    const source = spikeAt(k);
    countAt(
      targetsOf(source),
      targetsOf(source + 1),
      source < excitatory ? excitations : inhibitions,
    );
  }
}

// @ts-ignore: decorator
@inline
function countAt(from: usize, to: usize, counts: usize): void {
  let at = from;
  while (at + 8 <= to) {
    const four = load<u64>(at);
    increment(counts + <usize>((four << 1) & 0x1fffe));
    increment(counts + <usize>((four >> 15) & 0x1fffe));
    increment(counts + <usize>((four >> 31) & 0x1fffe));
    increment(counts + <usize>((four >> 47) & 0x1fffe));
    at += 8;
  }
  while (at < to) {
    increment(counts + ((<usize>load<u16>(at)) << 1));
    at += 2;
  }
}

// @ts-ignore: decorator
@inline
function increment(at: usize): void {
  store<u16>(at, load<u16>(at) + 1);
}

function update(n: u32): void {
  const keep = f64x2.splat(keeps);
  const up = f64x2.splat(jump);
  const down = f64x2.splat(inhibitoryJump);
  const top = f64x2.splat(threshold);
  for (let i: u32 = 0; i < n; i += 4) {
    const e = v128.load64_zero(excitations + ((<usize>i) << 1));
    const h = v128.load64_zero(inhibitions + ((<usize>i) << 1));
    const excited = i32x4.extend_low_i16x8_u(e);
    const inhibited = i32x4.extend_low_i16x8_u(h);
    const at = voltages + ((<usize>i) << 3);
    const first = next(v128.load(at), excited, inhibited, keep, up, down);
    const second = next(
      v128.load(at + 16),
      v128.shuffle<i64>(excited, excited, 1, 0),
      v128.shuffle<i64>(inhibited, inhibited, 1, 0),
      keep,
      up,
      down,
    );
    v128.store(at, first);
    v128.store(at + 16, second);
    const aboveFirst = f64x2.ge(first, top);
    const aboveSecond = f64x2.ge(second, top);
    if (v128.any_true(v128.or(aboveFirst, aboveSecond))) {
      spike(i, i64x2.bitmask(aboveFirst));
      spike(i + 2, i64x2.bitmask(aboveSecond));
    }
  }
}

// @ts-ignore: decorator
@inline
function next(v: v128, excited: v128, inhibited: v128, keep: v128, up: v128, down: v128): v128 {
  const input = f64x2.sub(
    f64x2.mul(f64x2.convert_low_i32x4_s(excited), up),
    f64x2.mul(f64x2.convert_low_i32x4_s(inhibited), down),
  );
  return f64x2.add(f64x2.mul(v, keep), input);
}
