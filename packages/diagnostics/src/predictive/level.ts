/** Chance of a false alarm that the verdict of one check takes. */
export const LEVEL = 0.01;

/** The probability of the least likely of several findings, whichever it is (Bonferroni). */
export const leastLikely = (...probabilities: readonly number[]): number =>
  Math.min(1, probabilities.length * Math.min(...probabilities));

/** How many simulations it takes before the most extreme rank of `findings` is below the level. */
export const fewestRows = (findings: number): number => Math.ceil(findings / LEVEL) - 1;

/** `"a, b and c"`, the first few of many. */
export function listed(names: readonly string[], most = 5): string {
  if (names.length > most)
    return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
