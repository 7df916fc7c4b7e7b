/** How irregular neurons spike, from their interspike intervals, as the spikes come. */

/** Fewest spikes of a neuron whose irregularity counts, and fewest such neurons. */
const FEWEST_SPIKES = 5;
const FEWEST_NEURONS = 50;

export interface Irregularity {
  /** Standard deviation of a neuron's intervals over their mean. */
  readonly cv: number;
  /** Mean of `2 |I' - I| / (I' + I)` over successive intervals (Holt et al., J. Neurophysiol. 75, 1996). */
  readonly cv2: number;
  /** Mean of `3 ((I' - I) / (I' + I))²` (Shinomoto et al., Neural Comput. 15, 2003). */
  readonly lv: number;
}

export interface IntervalRecorder {
  reset(): void;
  spike(neuron: number, step: number): void;
  /** Spikes of each neuron. */
  readonly spikes: Uint32Array;
  /** Means over the neurons `from` up to but not including `to` with five spikes or more; NaN if there are fewer than 50 of them. */
  irregularity(from: number, to: number): Irregularity;
}

export function intervalRecorder(neurons: number): IntervalRecorder {
  const spikes = new Uint32Array(neurons);
  const last = new Int32Array(neurons);
  const previous = new Int32Array(neurons);
  const sums = new Float64Array(neurons);
  const squares = new Float64Array(neurons);
  const changes = new Float64Array(neurons);
  const squaredChanges = new Float64Array(neurons);
  return {
    spikes,
    reset() {
      for (const values of [spikes, sums, squares, changes, squaredChanges]) values.fill(0);
    },
    spike(neuron, step) {
      const before = spikes[neuron]++;
      const interval = step - last[neuron];
      last[neuron] = step;
      if (before === 0) return;
      sums[neuron] += interval;
      squares[neuron] += interval * interval;
      if (before > 1) {
        const change = (interval - previous[neuron]) / (interval + previous[neuron]);
        changes[neuron] += Math.abs(change);
        squaredChanges[neuron] += change * change;
      }
      previous[neuron] = interval;
    },
    irregularity(from, to) {
      let counted = 0;
      const total = { cv: 0, cv2: 0, lv: 0 };
      for (let i = from; i < to; i++) {
        if (spikes[i] < FEWEST_SPIKES) continue;
        const intervals = spikes[i] - 1;
        const mean = sums[i] / intervals;
        counted++;
        total.cv += Math.sqrt(Math.max(0, squares[i] / intervals - mean * mean)) / mean;
        total.cv2 += (2 * changes[i]) / (intervals - 1);
        total.lv += (3 * squaredChanges[i]) / (intervals - 1);
      }
      const n = counted < FEWEST_NEURONS ? Number.NaN : counted;
      return { cv: total.cv / n, cv2: total.cv2 / n, lv: total.lv / n };
    },
  };
}
