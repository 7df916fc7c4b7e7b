/** How correlated spike counts of pairs of neurons are. */

export interface CorrelationRecorder {
  reset(): void;
  /** A spike of a neuron, of which those from `tracked` on are ignored. */
  spike(neuron: number): void;
  endBin(): void;
  /** Mean over all pairs of neurons whose counts vary of Pearson's correlation; NaN if there is no pair. */
  meanCorrelation(): number;
}

/** Counts of `tracked` neurons in up to `bins` bins. */
export function correlationRecorder(tracked: number, bins: number): CorrelationRecorder {
  const counts = new Uint16Array(tracked * bins);
  const standardized = new Float64Array(bins);
  let bin = 0;
  return {
    reset() {
      counts.fill(0);
      bin = 0;
    },
    spike(neuron) {
      if (neuron < tracked && bin < bins) counts[neuron * bins + bin]++;
    },
    endBin() {
      bin++;
    },
    // The squared sum over neurons of standardised counts is the sum of the correlations of all ordered pairs.
    meanCorrelation() {
      standardized.fill(0);
      let varying = 0;
      for (let i = 0; i < tracked; i++) {
        const row = counts.subarray(i * bins, (i + 1) * bins);
        if (addStandardized(row, standardized)) varying++;
      }
      const all = standardized.reduce((sum, z) => sum + z * z, 0) / bins;
      return varying < 2 ? Number.NaN : (all - varying) / (varying * (varying - 1));
    },
  };
}

/** Adds the deviations of `counts` from their mean, in standard deviations; false if they do not vary. */
function addStandardized(counts: Uint16Array, out: Float64Array): boolean {
  let sum = 0;
  let squares = 0;
  for (const count of counts) {
    sum += count;
    squares += count * count;
  }
  const mean = sum / counts.length;
  const variance = squares / counts.length - mean * mean;
  if (!(variance > 0)) return false;
  const scale = 1 / Math.sqrt(variance);
  for (let i = 0; i < counts.length; i++) out[i] += (counts[i] - mean) * scale;
  return true;
}
