/** Sums of a kernel over the pairs of different points, each pair once, and how many points the samples have. */
export interface PairSums {
  readonly ofX: number;
  readonly ofY: number;
  readonly between: number;
  readonly x: number;
  readonly y: number;
}

/** Every kernel of two different points counts (Gretton et al. 2012, equation 3); NaN where a sample has no two. */
export function unbiasedFrom({ ofX, ofY, between, x, y }: PairSums): number {
  return (2 * ofX) / (x * (x - 1)) + (2 * ofY) / (y * (y - 1)) - (2 * between) / (x * y);
}

/** A point's kernel with itself, 1, counts too (equation 5). */
export function biasedFrom({ ofX, ofY, between, x, y }: PairSums): number {
  return (2 * ofX + x) / x ** 2 + (2 * ofY + y) / y ** 2 - (2 * between) / (x * y);
}
