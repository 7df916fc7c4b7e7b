/** When a verdict takes a finding for more than chance, and how it says so. */

/** Chance of a false alarm that the verdict of one check takes. */
export const LEVEL = 0.01;

/** The probability of the least likely of several findings, whichever it is (Bonferroni). */
export const leastLikely = (...probabilities: readonly number[]): number =>
  Math.min(1, probabilities.length * Math.min(...probabilities));

/** Smaller ones differ in nothing that matters. */
const LEAST_P = 1e-12;

/** `p = 0.42`. */
export function formatPValue(pValue: number): string {
  return pValue < LEAST_P ? `p < ${LEAST_P}` : `p = ${pValue.toPrecision(2)}`;
}
