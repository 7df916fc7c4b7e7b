/**
 * Probabilities by rank. Where a value and `n` others are exchangeable, as an observation and simulations are if the
 * model is right, each of the `n + 1` ranks is as likely as any other, whatever their law and however large `n`.
 */

/** Chance that an exchangeable value lies at or above this one: `(1 + #{others ≥ value}) / (n + 1)`. */
export function exceedance(others: Float64Array, value: number): number {
  return (1 + others.filter((other) => other >= value).length) / (others.length + 1);
}

/**
 * Two-sided tail probability of a value among others: twice the smaller tail, of which equal values count half (the
 * mid-p-value of Lancaster 1961), so that a count in the midst of equal counts is not taken for an extreme one.
 */
export function tailProbability(others: Float64Array, value: number): number {
  let below = 0;
  let above = 0;
  for (const other of others) {
    if (other < value) below += 1;
    else if (other > value) above += 1;
  }
  const equal = others.length - below - above;
  const smaller = 1 + Math.min(below, above) + equal / 2;
  return Math.min(1, (2 * smaller) / (others.length + 1));
}
