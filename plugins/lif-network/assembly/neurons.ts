/**
 * What all networks share of their neurons: a voltage each, a threshold, and a reset held for some steps.
 * While it is held the voltage is NaN, which no input changes and which is never above a threshold.
 */
import { unit, word } from "../../../tooling/kernels/assembly/splitmix";
import { addSpike, spikeAt, spikesBy } from "./spikes";

export let neurons: u32 = 0;
/** The first so many are excitatory. */
export let excitatory: u32 = 0;
export let voltages: usize = 0;
export let threshold: f64 = 0.0;
/** Steps from a spike to its effect on others. */
export let delay: i32 = 0;
let reset: f64 = 0.0;
let hold: i32 = 0;

/** Rows of neurons are padded to a multiple of this. */
const PADDING: u32 = 8;

/** Neurons with their padding, which is always refractory. */
// @ts-ignore: decorator
@inline
export function padded(): u32 {
  return (neurons + PADDING - 1) & ~(PADDING - 1);
}

/** Starts `neurons` neurons; their voltages are at `voltagesAt`, padded. */
export function startNeurons(
  count: u32,
  excitatoryCount: u32,
  voltagesAt: usize,
  resetTo: f64,
  spikeFrom: f64,
  holdSteps: i32,
  delaySteps: i32,
): void {
  neurons = count;
  excitatory = excitatoryCount;
  voltages = voltagesAt;
  reset = resetTo;
  threshold = spikeFrom;
  hold = holdSteps;
  delay = delaySteps;
  for (let i = neurons; i < padded(); i++) store<f64>(voltages + ((<usize>i) << 3), NaN);
}

/** Uniform values of a key between `low` and `high` at `out`. */
export function uniforms(
  keyHigh: u32,
  keyLow: u32,
  n: i32,
  low: f64,
  high: f64,
  out: usize,
): void {
  const key = ((<u64>keyHigh) << 32) | keyLow;
  for (let i = 0; i < n; i++) {
    store<f64>(out + ((<usize>i) << 3), high - (high - low) * unit(word(key, i)));
  }
}

/** Lets go of the neurons whose reset has been held long enough. */
export function release(step: i32): void {
  const spiked = step - hold - 1;
  if (spiked < 1) return;
  const end = spikesBy(spiked);
  for (let k = spikesBy(spiked - 1); k < end; k++) {
    store<f64>(voltages + ((<usize>spikeAt(k)) << 3), reset);
  }
}

/** Logs the spikes of neurons `first` and `first + 1`, whose bits of `above` are set, and starts to hold them. */
export function spike(first: u32, above: i32): void {
  for (let lane: u32 = 0; lane < 2; lane++) {
    if (!((above >> lane) & 1)) continue;
    addSpike(first + lane);
    store<f64>(voltages + ((<usize>(first + lane)) << 3), NaN);
  }
}

/**
 * Adds the voltages, relative to the reset at which refractory neurons are, to `sums` and their squares to
 * `squares` (one float64 per neuron, padded); the mean voltage over neurons.
 */
export function sampleVoltages(sums: usize, squares: usize): f64 {
  const base = f64x2.splat(reset);
  let total = f64x2.splat(0.0);
  const size = (<usize>padded()) << 3;
  for (let at: usize = 0; at < size; at += 16) {
    const v = f64x2.sub(v128.load(voltages + at), base);
    const x = v128.and(v, f64x2.eq(v, v));
    v128.store(sums + at, f64x2.add(v128.load(sums + at), x));
    v128.store(squares + at, f64x2.add(v128.load(squares + at), f64x2.mul(x, x)));
    total = f64x2.add(total, x);
  }
  return (f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1)) / f64(neurons);
}
