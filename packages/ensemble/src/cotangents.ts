/** A member's part of every row's cotangent: its part of the row's density. */
export function memberCotangent(
  cotangent: Float64Array,
  score: Float64Array,
  mixed: Float64Array,
  share: number,
): Float64Array {
  return cotangent.map((c, row) => c * share * Math.exp(score[row] - mixed[row]));
}

/** What a member's parts exceed its share of all cotangents by: the gradient by the logarithm of the share. */
export function shareGradient(part: Float64Array, cotangent: Float64Array, share: number): number {
  return part.reduce((sum, p, row) => sum + p - cotangent[row] * share, 0);
}
