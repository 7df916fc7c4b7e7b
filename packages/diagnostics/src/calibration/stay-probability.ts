/** The least and largest count allowed at each level. */
export interface CountBounds {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
}

/**
 * The chance that of n uniform values as many as allowed lie below each of the increasing `levels`, at all of them at
 * once. Exact: counts are those of a Poisson process given its total (Steck 1971; Moscovich & Nadler, "Fast
 * calculation of boundary crossing probabilities for Poisson processes", 2017), followed from level to level.
 */
export function stayProbability(
  levels: Float64Array,
  { lower, upper }: CountBounds,
  logFactorial: Float64Array,
): number {
  const n = logFactorial.length - 1;
  let reached = Float64Array.of(1);
  let [from, level] = [0, 0];
  for (let k = 0; k < levels.length; k++) {
    const steps = poissonMasses(n * (levels[k] - level), logFactorial, upper[k] - from);
    const next = new Float64Array(Math.max(0, upper[k] - lower[k] + 1));
    for (let to = lower[k]; to <= upper[k]; to++) {
      let sum = 0;
      const last = Math.min(to - from, reached.length - 1);
      for (let i = 0; i <= last; i++) sum += reached[i] * steps[to - from - i];
      next[to - lower[k]] = sum;
    }
    [reached, from, level] = [next, lower[k], levels[k]];
  }
  const rest = poissonMasses(n * (1 - level), logFactorial, n - from);
  const total = reached.reduce((sum, chance, i) => sum + chance * rest[n - from - i], 0);
  return Math.min(1, total / poissonMasses(n, logFactorial, n)[n]);
}

/** Chances of 0 … `most` events where `mean` are expected. */
function poissonMasses(mean: number, logFactorial: Float64Array, most: number): Float64Array {
  const out = new Float64Array(Math.max(0, most + 1));
  for (let k = 0; k < out.length; k++) {
    out[k] = Math.exp(k * Math.log(mean) - mean - logFactorial[k]);
  }
  return out;
}
