import { neuron } from "./neuron.ts";
import { assertWindow } from "./time-step.ts";

/** What a neuron did; times in ms from the trace's first sample. */
export interface SpikesAndBursts {
  readonly spikes: readonly number[];
  /** First and last spike of each kept burst. */
  readonly bursts: readonly (readonly [start: number, end: number])[];
}

/** The spikes and bursts that the statistics are of, in one neuron's voltage (mV, every `dt` ms), for pictures. */
export function detectBursts(voltage: Float64Array, dt: number): SpikesAndBursts {
  assertWindow(voltage.length, dt);
  const spikes: number[] = [];
  const one = neuron({
    dt,
    samples: voltage.length,
    energy: false,
    onSpike: (sample) => spikes.push(sample * dt),
  });
  one.start();
  one.push(voltage, undefined, 0);
  one.finish();
  const { count, starts, ends } = one.bursts;
  const bursts = Array.from({ length: count }, (_, k) => [starts[k] * dt, ends[k] * dt] as const);
  return { spikes, bursts };
}
