/** Shares that sum to one from their logarithms, known up to a constant; even ones from none. */
export function sharesOf(logShares: Float32Array, members: number): Float64Array {
  if (logShares.length === 0) return new Float64Array(members).fill(1 / members);
  const largest = logShares.reduce((a, b) => Math.max(a, b), -Infinity);
  const shares = Float64Array.from(logShares, (log) => Math.exp(log - largest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
