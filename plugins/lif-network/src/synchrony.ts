import { meanAndVariance } from "./variance.ts";

/**
 * χ² of Golomb & Rinzel (Physica D 72, 1994): variance in time of the mean voltage over the mean of the neurons'
 * variances, 0 without and 1 with full synchrony. From samples of the mean, and each neuron's sums of voltages and their squares.
 */
export function synchrony(
  meanVoltage: Float64Array,
  sums: Float64Array,
  squares: Float64Array,
): number {
  const samples = meanVoltage.length;
  let variances = 0;
  for (let i = 0; i < sums.length; i++) {
    const mean = sums[i] / samples;
    variances += squares[i] / samples - mean * mean;
  }
  return meanAndVariance(meanVoltage)[1] / (variances / sums.length);
}
