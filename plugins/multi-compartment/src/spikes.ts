/** Spikes in the traces of an experiment. */
import { assertLength } from "@retrodict/check";
import { spikeIndices } from "@retrodict/summary";
import type { Experiment } from "./experiment.ts";
import { PACKAGE } from "./morphology.ts";

/** What rises above this is a spike, mV. */
const THRESHOLD = -10;

/** A spike of a trace. */
export interface Spike {
  /** A sample on it, above the threshold. */
  readonly index: number;
  /** When the voltage rose through the threshold, ms, between samples. */
  readonly time: number;
}

/** The traces of the electrodes: views of the raw output. Throws `RetrodictError` where its length is another. */
export function tracesOf(
  raw: Float64Array,
  { samples, electrodes }: Experiment,
): readonly Float64Array[] {
  assertLength(raw, samples * electrodes.length, "observation", PACKAGE);
  return electrodes.map((_, i) => raw.subarray(i * samples, (i + 1) * samples));
}

/** Samples at which a trace spikes after the onset of the step, at least 1 ms apart. */
export function spikesAfterOnset(trace: Float64Array, { dt, step }: Experiment): number[] {
  return spikeIndices(trace, { dt, threshold: THRESHOLD, after: step[0] * dt, minimumGap: 1 });
}

/** The first spike of a trace that rises after the onset, if there is one. */
export function firstSpike(trace: Float64Array, experiment: Experiment): Spike | undefined {
  for (const index of spikesAfterOnset(trace, experiment)) {
    const sample = crossing(trace, index, { level: THRESHOLD, direction: -1 });
    if (sample > experiment.step[0]) return { index, time: sample * experiment.dt };
  }
  return undefined;
}

/** How long a spike stays above the middle between `rest` and its own peak, ms; NaN where an edge is not in the trace. */
export function widthOf(trace: Float64Array, { index }: Spike, rest: number, dt: number): number {
  let peak = index;
  for (let i = index; i < trace.length && trace[i] > THRESHOLD; i++)
    if (trace[i] > trace[peak]) peak = i;
  const level = (rest + trace[peak]) / 2;
  const rise = crossing(trace, peak, { level, direction: -1 });
  return (crossing(trace, peak, { level, direction: 1 }) - rise) * dt;
}

/**
 * Where the trace, followed from a sample above the level in one direction, first comes down to it: in
 * samples, on the straight line between two; NaN where it does not.
 */
function crossing(
  trace: Float64Array,
  from: number,
  { level, direction }: { readonly level: number; readonly direction: 1 | -1 },
): number {
  let i = from;
  while (trace[i] > level) i += direction;
  if (!(trace[i] <= level)) return Number.NaN;
  const above = trace[i - direction];
  return i - direction * ((level - trace[i]) / (above - trace[i]));
}
