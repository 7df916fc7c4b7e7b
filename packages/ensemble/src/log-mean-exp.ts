/** Row by row, the logarithm of the mean of the exponentials: the log-density of an even mixture. */
export function logMeanExp(scores: readonly Float64Array[]): Float64Array {
  return scores[0].map((_, row) => {
    const largest = scores.reduce((most, score) => Math.max(most, score[row]), -Infinity);
    // Densities that are all 0 have no largest to be compared with.
    if (largest === -Infinity) return -Infinity;
    const sum = scores.reduce((total, score) => total + Math.exp(score[row] - largest), 0);
    return largest + Math.log(sum / scores.length);
  });
}
