/**
 * The spikes of the last while: neurons in a ring that holds a power of two of them, and for each time
 * step how many spikes there had been by its end. Steps count from 1; before them nothing had spiked.
 */

let ring: usize = 0;
let mask: u32 = 0;
let ends: usize = 0;
let count: u32 = 0;

/** Starts a new log: `capacity` neurons (u16) at `ringAt`, counts (u32) by step at `endsAt`. */
export function startSpikes(ringAt: usize, capacity: u32, endsAt: usize): void {
  ring = ringAt;
  mask = capacity - 1;
  ends = endsAt;
  count = 0;
  store<u32>(ends, 0);
}

/** Spikes by the end of a step. */
// @ts-ignore: decorator
@inline
export function spikesBy(step: i32): u32 {
  return load<u32>(ends + ((<usize>step) << 2));
}

/** The neuron that spiked as number `k` of the run. */
// @ts-ignore: decorator
@inline
export function spikeAt(k: u32): u32 {
  return load<u16>(ring + ((<usize>(k & mask)) << 1));
}

// @ts-ignore: decorator
@inline
export function addSpike(neuron: u32): void {
  store<u16>(ring + ((<usize>(count++ & mask)) << 1), neuron);
}

// @ts-ignore: decorator
@inline
export function endStep(step: i32): void {
  store<u32>(ends + ((<usize>step) << 2), count);
}
