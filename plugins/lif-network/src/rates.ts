import { meanAndVariance } from "./variance.ts";

/** Mean rate and its standard deviation over neurons (Hz), and the fraction that never spiked, from spikes in `seconds`. */
export function rateStatistics(spikes: Uint32Array, seconds: number) {
  const [mean, variance] = meanAndVariance(spikes);
  const silent = spikes.reduce((count, n) => (n === 0 ? count + 1 : count), 0);
  return {
    mean: mean / seconds,
    deviation: Math.sqrt(variance) / seconds,
    silent: silent / spikes.length,
  };
}
