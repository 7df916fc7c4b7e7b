import { assertPositive } from "@retrodict/check";

export interface SpikeOptions {
  /** Time between samples; sample `i` is at `i · dt`. */
  readonly dt: number;
  /** Only what rises above this counts; −10 (mV) by default. */
  readonly threshold?: number;
  /** Spikes lie strictly after this time; −∞ by default. */
  readonly after?: number;
  /** Spikes lie strictly before this time; ∞ by default. */
  readonly before?: number;
  /** A spike this close to the one before it, or closer, is dropped; 0.5 (ms) by default. */
  readonly minimumGap?: number;
}

/**
 * Samples at which a membrane potential spikes: one sample before each peak whose foot is above the
 * threshold. A plateau counts once, at the sample before its last.
 *
 * The rule is that of the Hodgkin–Huxley study of Gonçalves et al. (eLife 2020), stated there in two
 * passes: clamp the trace at the threshold from below, lower every falling sample to it, and take what
 * then still falls. A sample survives the first pass and falls in the second exactly if it is above the
 * threshold, the next is not below it, and the one after that is lower than the next: one pass, no copy.
 * The gap is measured to the previous spike in the window, whether that one was dropped or not.
 */
export function spikeIndices(trace: Float64Array, options: SpikeOptions): number[] {
  const { dt, threshold = -10, minimumGap = 0.5 } = options;
  const { after = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY } = options;
  assertPositive(dt, "dt", "summary");
  const spikes: number[] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < trace.length - 2; i++) {
    const v = trace[i];
    if (!(v > threshold)) continue;
    const peak = trace[i + 1];
    if (!(peak >= v && trace[i + 2] < peak)) continue;
    const time = i * dt;
    if (time <= after || time >= before) continue;
    if (time - previous > minimumGap) spikes.push(i);
    previous = time;
  }
  return spikes;
}
