import { burstDetector, SAMPLES_AFTER, SAMPLES_BEFORE, type Bursts } from "./bursts.ts";
import { blockLevels } from "./levels.ts";
import { savitzkyGolay } from "./savitzky-golay.ts";
import { SPIKE_THRESHOLD } from "./thresholds.ts";
import { smoothingHalfWidth } from "./time-step.ts";

/** Samples held at a time. */
const CAPACITY = 4096;

export interface NeuronOptions {
  /** Time between samples, ms. */
  readonly dt: number;
  /** Samples in the window. */
  readonly samples: number;
  /** Energies come with the voltages. */
  readonly energy: boolean;
  /** Told every spike, in order of time. */
  readonly onSpike?: (sample: number) => void;
}

/** One neuron's spikes and bursts, found while its trace streams by. */
export interface Neuron {
  readonly bursts: Bursts;
  start(): void;
  /** The next samples of the window: from `from` of these arrays on. */
  push(voltage: Float64Array, energy: Float64Array | undefined, from: number): void;
  /** Looks at the samples that waited for later ones. */
  finish(): void;
  /** All spikes before this sample have been found. */
  searched(): number;
  /** Sum of all energy rates so far, nW/cm2. */
  totalEnergy(): number;
}

/**
 * Copies samples into a sliding buffer and looks at them block by block, so that results do not depend on
 * how the trace is cut. A spike at sample k is k + 1 being a maximum, above -10 mV, of the smoothed voltage.
 * Most blocks need no smoothing: the range of their own and their neighbours' samples bounds it.
 */
export function neuron({ dt, samples, energy, onSpike }: NeuronOptions): Neuron {
  const smoother = savitzkyGolay(smoothingHalfWidth(dt));
  const { halfWidth, width } = smoother;
  // A neighbour on either side is enough to smooth a block.
  const block = 32 * Math.ceil((halfWidth + 2) / 32);
  const wholeBlocks = (n: number) => block * Math.ceil(n / block);
  /** Samples kept before the block looked at, and those that must be there after it: as many as the energy of a spike needs. */
  const before = energy ? wholeBlocks(SAMPLES_BEFORE + 2) : 2 * block;
  const after = energy ? wholeBlocks(SAMPLES_AFTER) : block;
  const capacity = Math.max(CAPACITY, 2 * (before + block + after));
  const values = new Float64Array(capacity);
  /** Energies summed up to, not including, each sample. */
  const cumulative = new Float64Array(energy ? capacity + 1 : 0);
  /** Smoothed voltages of a block and of a sample on either side. */
  const smooth = new Float64Array(block + 2);
  const levels = blockLevels(values, block, smoother);
  /** Samples of the window: the first in the buffer, that of the first block not looked at, and past the last. */
  let first = 0;
  let done = 0;
  let end = 0;

  const smoothed = (k: number) => {
    if (k < halfWidth) return smoother.fit(values, -first, k);
    if (k >= samples - halfWidth)
      return smoother.fit(values, samples - width - first, k - samples + width);
    return smoother.centre(values, k - first);
  };
  const detector = burstDetector({
    dt,
    samples,
    smoothed,
    energyBefore: (sample) => (energy ? cumulative[sample - first] : 0),
  });

  /** Peaks from sample `from`, not the first, up to `to`, a block at most. */
  const findSpikes = (from: number, to: number) => {
    const start = from - 1;
    if (start >= halfWidth && start + smooth.length <= samples - halfWidth)
      smoother.centres(values, start - first, smooth);
    else for (let k = start; k <= to; k++) smooth[k - start] = smoothed(k);
    for (let i = 1; i <= to - from; i++) {
      const peak = smooth[i];
      if (peak > SPIKE_THRESHOLD && peak - smooth[i - 1] >= 0 && smooth[i + 1] - peak <= 0) {
        detector.spike(start + i - 1);
        onSpike?.(start + i - 1);
      }
    }
  };

  const search = () => {
    levels.measure(end - first);
    for (; done + block + after <= end; done += block) {
      // The window's edge is smoothed otherwise.
      const level = done < 2 * block ? 2 : levels.around(done - first);
      if (level === 0) continue;
      detector.advance(done - 1, true);
      if (level === 2) findSpikes(Math.max(done, 1), done + block);
      detector.advance(done + block - 1, false);
    }
    detector.advance(done - 1, true);
  };

  const makeRoom = () => {
    const shift = Math.max(done - before, 0) - first;
    values.copyWithin(0, shift, end - first);
    if (energy) cumulative.copyWithin(0, shift, end - first + 1);
    levels.shift(shift);
    first += shift;
  };

  return {
    bursts: detector.bursts,
    start() {
      detector.start();
      levels.start();
      first = 0;
      done = 0;
      end = 0;
      if (energy) cumulative[0] = 0;
    },
    push(voltage, energies, from) {
      for (let i = from; i < voltage.length;) {
        if (end - first === capacity) makeRoom();
        const n = Math.min(voltage.length - i, capacity - (end - first));
        values.set(voltage.subarray(i, i + n), end - first);
        if (energies !== undefined)
          accumulate(energies.subarray(i, i + n), cumulative, end - first);
        end += n;
        i += n;
        search();
      }
    },
    finish() {
      for (; done < samples - 1; done += block)
        findSpikes(Math.max(done, 1), Math.min(done + block, samples - 1));
    },
    searched: () => Math.max(done - 1, 0),
    totalEnergy: () => cumulative[end - first],
  };
}

function accumulate(rates: Float64Array, cumulative: Float64Array, from: number): void {
  let sum = cumulative[from];
  for (let i = 0; i < rates.length; i++) {
    sum += rates[i];
    cumulative[from + i + 1] = sum;
  }
}
