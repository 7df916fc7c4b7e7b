/**
 * Fewer points for the same picture: of all samples that fall into one column of pixels a line only shows the
 * first, the last, the lowest and the highest (M4: Jugel et al. 2014, VLDB 7(10), 797–808). Spikes survive.
 */

/**
 * Indices to keep, ascending, so that a line through them covers the same pixels as through all values.
 * `columns` equal stretches of indices keep at most five each; a stretch with a NaN keeps one, for the gap.
 */
export function decimate(values: ArrayLike<number>, columns: number): number[] {
  const n = values.length;
  const kept: number[] = [];
  for (let c = 0; c < columns; c++) {
    const from = Math.floor((c * n) / columns);
    const to = Math.floor(((c + 1) * n) / columns);
    kept.push(...landmarks(values, from, to));
  }
  return kept;
}

/** First, last, lowest, highest and one missing value of a stretch, each index once, ascending. */
function landmarks(values: ArrayLike<number>, from: number, to: number): number[] {
  if (to <= from) return [];
  let lowest = -1;
  let highest = -1;
  let missing = -1;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) missing = i;
    else {
      if (lowest < 0 || value < values[lowest]) lowest = i;
      if (highest < 0 || value > values[highest]) highest = i;
    }
  }
  const marks = new Set([from, lowest, highest, missing, to - 1]);
  marks.delete(-1);
  return [...marks].sort((a, b) => a - b);
}
