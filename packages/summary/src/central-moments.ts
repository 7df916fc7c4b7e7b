/** Mean and central moments `E[(x − mean)^k]` of a population. */
export interface CentralMoments {
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

/**
 * Population moments of `values[start] … values[end − 1]`, all in the units of `values` to their power.
 * Two passes: the mean first, so the powers are of small deviations. NaN where the span is empty.
 */
export function centralMoments(
  values: Float64Array,
  start = 0,
  end = values.length,
): CentralMoments {
  const n = end - start;
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i];
  const mean = sum / n;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let i = start; i < end; i++) {
    const d = values[i] - mean;
    const d2 = d * d;
    m2 += d2;
    m3 += d2 * d;
    m4 += d2 * d2;
  }
  return { mean, m2: m2 / n, m3: m3 / n, m4: m4 / n };
}
