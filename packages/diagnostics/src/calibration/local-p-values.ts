/** Logarithms of 0! … n!. */
export function logFactorials(n: number): Float64Array {
  const out = new Float64Array(n + 1);
  for (let k = 2; k <= n; k++) out[k] = out[k - 1] + Math.log(k);
  return out;
}

/**
 * Two-sided p-value of every count 0 … n of a binomial law with probability `p` between 0 and 1: twice the smaller of
 * the chances of at most and of at least as much.
 */
export function localPValues(p: number, logFactorial: Float64Array): Float64Array {
  const n = logFactorial.length - 1;
  const mass = logFactorial.map((own, k) =>
    Math.exp(
      logFactorial[n] - own - logFactorial[n - k] + k * Math.log(p) + (n - k) * Math.log1p(-p),
    ),
  );
  const out = new Float64Array(n + 1);
  for (let k = 0, below = 0; k <= n; k++) out[k] = below += mass[k];
  for (let k = n, above = 0; k >= 0; k--) {
    above += mass[k];
    out[k] = Math.min(1, 2 * Math.min(out[k], above));
  }
  return out;
}
