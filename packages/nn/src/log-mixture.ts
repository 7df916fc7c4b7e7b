/** `log Σ share · exp(score)`, row by row. */
export function logMixture(
  scores: readonly Float64Array[],
  shares: ArrayLike<number>,
): Float64Array {
  return scores[0].map((_, row) => {
    const largest = scores.reduce((max, score) => Math.max(max, score[row]), -Infinity);
    // Densities that are all 0 have no largest to be compared with.
    if (largest === -Infinity) return -Infinity;
    return (
      largest +
      Math.log(
        scores.reduce((sum, score, m) => sum + shares[m] * Math.exp(score[row] - largest), 0),
      )
    );
  });
}
