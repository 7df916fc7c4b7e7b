import type { Rng } from "@retrodict/spec";

export interface TraceOptions {
  readonly dt: number;
  readonly samples: number;
  /** Full spikes on a baseline without plateaus or much noise. */
  readonly clear?: boolean;
}

const between = (rng: Rng, low: number, high: number) => low + (high - low) * rng.uniform();

/** A voltage of spikes at these times (ms), 0.2 to 0.5 ms wide, on a wavy noisy baseline that may form plateaus. */
export function traceOf(rng: Rng, spikes: readonly number[], options: TraceOptions) {
  const { dt, samples, clear = false } = options;
  const amplitude = between(rng, 2, 8) * (!clear && rng.uniform() < 0.3 ? 5 : 1);
  const wave = between(rng, 100, 900);
  // Sometimes noise as no neuron has it, against tests of single samples.
  const noise = !clear && rng.uniform() < 0.2 ? 8 : 0.04;
  const voltage = Float64Array.from(
    { length: samples },
    (_, i) => -60 + amplitude * (1 + Math.sin((i * dt) / wave)) + noise * rng.normal(),
  );
  for (const time of spikes) {
    const [width, height] = [between(rng, 0.2, 0.5), between(rng, clear ? 90 : 35, 110)];
    const centre = time / dt;
    const reach = (4 * width) / dt;
    const first = Math.max(0, Math.ceil(centre - reach));
    for (let i = first; i <= Math.min(samples - 1, centre + reach); i++)
      voltage[i] += height * Math.exp(-0.5 * ((i - centre) * (dt / width)) ** 2);
  }
  return voltage;
}

/** Spike times (ms) of bursts, tonic firing, stray spikes or silence; some begin or end with the trace. */
export function randomSpikes(rng: Rng, { dt, samples }: TraceOptions): number[] {
  const duration = samples * dt;
  const kind = rng.uniform();
  if (kind < 0.1) return [];
  if (kind < 0.2) return Array.from({ length: Math.ceil(duration / 140) }, (_, i) => 140 * i + 1);
  const spikes: number[] = [];
  const mostSpikes = kind < 0.3 ? 1 : 7;
  let time = rng.uniform() < 0.3 ? between(rng, 0, 4) : between(rng, 0, 300);
  while (time < duration) {
    const interval = between(rng, 4, rng.uniform() < 0.2 ? 149 : 25);
    const n = Math.ceil(rng.uniform() * mostSpikes);
    for (let k = 0; k < n; k++, time += interval) spikes.push(time);
    time += between(rng, 80, 500);
  }
  if (rng.uniform() < 0.3) spikes.push(duration - between(rng, 0, 2));
  return spikes;
}

/** Bursts of three neurons one after the other, period by period, now and then one missing or added. */
export function rhythmicSpikes(rng: Rng, duration: number): [number[], number[], number[]] {
  const spikes: [number[], number[], number[]] = [[], [], []];
  const period = between(rng, 230, 600);
  const slips = rng.uniform() < 0.5 ? 0 : 0.2;
  for (let start = between(rng, 0, period); start < duration; start += period) {
    for (const j of [0, 1, 2]) {
      if (rng.uniform() < slips) continue;
      const begin = start + (j * period) / 5 + between(rng, 0, 10);
      spikes[j].push(begin, begin + 21, begin + 43);
    }
  }
  return spikes;
}

/** `values` cut at random into chunks of 1 to `longest` samples. */
export function* chunksOf<T extends { subarray(from: number, to: number): T; length: number }>(
  rng: Rng,
  traces: readonly [T, T, T],
  longest: number,
): Generator<readonly [T, T, T]> {
  for (let from = 0; from < traces[0].length;) {
    const to = from + Math.ceil(longest * rng.uniform() ** 3 + 1e-9);
    const cut = (trace: T) => trace.subarray(from, Math.min(to, trace.length));
    yield [cut(traces[0]), cut(traces[1]), cut(traces[2])];
    from = to;
  }
}
