/** Mean and population variance. */
export function meanAndVariance(
  values: ArrayLike<number>,
): readonly [mean: number, variance: number] {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i] / values.length;
  let variance = 0;
  for (let i = 0; i < values.length; i++) variance += (values[i] - mean) ** 2 / values.length;
  return [mean, variance];
}

/** Variance over mean, which is one for independent Poisson counts. */
export function fano(counts: ArrayLike<number>): number {
  const [mean, variance] = meanAndVariance(counts);
  return variance / mean;
}
