/** How variable a neuron's spike counts in successive windows are. */

export interface CountRecorder {
  reset(): void;
  spike(neuron: number): void;
  /** Ends a window and starts the next; spikes after the last end do not count. */
  endWindow(): void;
  /** Variance over mean of a neuron's counts, averaged over the neurons `from` up to but not including `to` that have any. */
  fano(from: number, to: number): number;
}

export function countRecorder(neurons: number): CountRecorder {
  const current = new Uint32Array(neurons);
  const sums = new Float64Array(neurons);
  const squares = new Float64Array(neurons);
  let windows = 0;
  return {
    reset() {
      for (const values of [current, sums, squares]) values.fill(0);
      windows = 0;
    },
    spike(neuron) {
      current[neuron]++;
    },
    endWindow() {
      for (let i = 0; i < neurons; i++) {
        sums[i] += current[i];
        squares[i] += current[i] * current[i];
      }
      current.fill(0);
      windows++;
    },
    fano(from, to) {
      let total = 0;
      let counted = 0;
      for (let i = from; i < to; i++) {
        if (sums[i] === 0) continue;
        const mean = sums[i] / windows;
        total += squares[i] / sums[i] - mean;
        counted++;
      }
      return total / counted;
    },
  };
}
