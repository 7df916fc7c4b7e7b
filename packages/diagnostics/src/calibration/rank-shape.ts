/**
 * In which way ranks are not uniform: the first two components of Neyman's smooth test ("Smooth test for goodness of
 * fit", 1937), each a standard normal for uniform ranks, and large where the others are not.
 */
export interface RankShape {
  /** Above 0 where ranks are high too often. */
  readonly slope: number;
  /** Above 0 where ranks are at both ends too often, below 0 where they are in the middle too often. */
  readonly ends: number;
}

/** From how many standard deviations on a component is worth naming. */
const LEAST = 3;

export function rankShape(ranks: ArrayLike<number>, draws: number): RankShape {
  let [slope, ends] = [0, 0];
  for (let i = 0; i < ranks.length; i++) {
    const u = (2 * ranks[i] + 1) / (draws + 1) - 1;
    slope += Math.sqrt(3) * u;
    ends += (Math.sqrt(5) / 2) * (3 * u * u - 1);
  }
  const root = Math.sqrt(ranks.length);
  return { slope: slope / root, ends: ends / root };
}

/** What each direction of a component means; a component without words is passed over. */
export interface ShapeWords {
  readonly slope: readonly [low: string, high: string];
  readonly ends?: readonly [inTheMiddle: string, atBothEnds: string];
  /** Where no component explains it. */
  readonly other: string;
}

/** The shape in words: whatever is large, and at least half as large as the larger one. */
export function describeShape(shape: RankShape, words: ShapeWords): string {
  const { slope } = shape;
  const ends = words.ends === undefined ? 0 : shape.ends;
  const least = Math.max(LEAST, Math.abs(slope) / 2, Math.abs(ends) / 2);
  const named = [
    ...(words.ends && Math.abs(ends) >= least ? [words.ends[Number(ends > 0)]] : []),
    ...(Math.abs(slope) >= least ? [words.slope[Number(slope > 0)]] : []),
  ];
  return named.length === 0 ? words.other : named.join(" and ");
}
