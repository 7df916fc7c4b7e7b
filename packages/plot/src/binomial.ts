/** Smallest and largest count that `trials` draws of probability `p` stay within with this confidence. */
export function binomialBand(
  trials: number,
  p: number,
  confidence: number,
): readonly [lower: number, upper: number] {
  const tail = (1 - confidence) / 2;
  let lower = 0;
  let cumulative = 0;
  for (let k = 0; k <= trials; k++) {
    cumulative += Math.exp(logMass(k, trials, p));
    if (cumulative < tail) lower = k + 1;
    if (cumulative >= 1 - tail) return [lower, k];
  }
  return [lower, trials];
}

/** Log of the binomial probability of exactly `k`, for `p` strictly between 0 and 1. */
function logMass(k: number, n: number, p: number): number {
  let logChoose = 0;
  for (let i = 1; i <= k; i++) logChoose += Math.log((n - k + i) / i);
  return logChoose + k * Math.log(p) + (n - k) * Math.log1p(-p);
}
