export interface Nearest {
  readonly rows: Uint32Array;
  /** The largest distance among them. */
  readonly threshold: number;
  /** The smallest distance beyond; `Infinity` where nothing lies there. */
  readonly beyond: number;
}

/**
 * The `count` nearest rows, in their order, and whatever is exactly as far as the last of them: among ties no rule
 * could choose that did not favour some proposal.
 */
export function nearest(distances: Float64Array, count: number): Nearest {
  const sorted = distances.slice().sort();
  const threshold = sorted[Math.min(count, sorted.length) - 1];
  const rows = Uint32Array.from(distances.keys()).filter((i) => distances[i] <= threshold);
  return { rows, threshold, beyond: sorted.at(rows.length) ?? Infinity };
}
