import { normalQuantile } from "@retrodict/stats";

/**
 * In which way ranks are not uniform, from their normal scores, which for a normal posterior are the truth's distances
 * from its mean in standard deviations: how their mean and their variance about it differ from those of uniform ranks,
 * in standard errors.
 */
export interface RankShape {
  /** Above 0 where ranks are too high. */
  readonly shift: number;
  /** Above 0 where ranks are too far apart. */
  readonly spread: number;
}

/** From how many standard errors on a difference is worth naming. */
const LEAST = 3;

export function rankShape(ranks: ArrayLike<number>, draws: number): RankShape {
  const scores = Float64Array.from({ length: draws + 1 }, (_, rank) =>
    normalQuantile((rank + 0.5) / (draws + 1)),
  );
  const own = Float64Array.from(ranks, (rank) => scores[rank]);
  const [variance, fourth] = [momentAbout(scores, 0, 2), momentAbout(scores, 0, 4)];
  const mean = momentAbout(own, 0, 1);
  const root = Math.sqrt(own.length);
  // Two scores, of ranks among one draw, are as far apart whatever the ranks are.
  const unit = draws > 1 ? Math.sqrt(fourth - variance ** 2) : Infinity;
  return {
    shift: (root * mean) / Math.sqrt(variance),
    spread: (root * (momentAbout(own, mean, 2) - variance)) / unit,
  };
}

const momentAbout = (values: Float64Array, centre: number, power: number): number =>
  values.reduce((sum, value) => sum + (value - centre) ** power, 0) / values.length;

/** What each direction means; the spread is passed over where there are no words for it. */
export interface ShapeWords {
  readonly shift: readonly [low: string, high: string];
  readonly spread?: readonly [near: string, far: string];
  /** Where neither explains it. */
  readonly other: string;
}

/** The shape in words: whatever is large, and at least half as large as the larger one. */
export function describeShape(shape: RankShape, words: ShapeWords): string {
  const { shift } = shape;
  const spread = words.spread === undefined ? 0 : shape.spread;
  const least = Math.max(LEAST, Math.abs(shift) / 2, Math.abs(spread) / 2);
  const named = [
    ...(words.spread && Math.abs(spread) >= least ? [words.spread[Number(spread > 0)]] : []),
    ...(Math.abs(shift) >= least ? [words.shift[Number(shift > 0)]] : []),
  ];
  return named.length === 0 ? words.other : named.join(" and ");
}
