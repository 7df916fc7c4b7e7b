/*
 * The region of one or two parameters in which a conditional density has its mass: a prior box may be a thousand times
 * wider, and a grid over it would see a peak in one cell or none.
 */
import type { Support } from "@retrodict/spec";

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Log-densities on a grid of one or two axes, row-major, first axis first. */
export interface Table {
  readonly axes: readonly Float64Array[];
  readonly logDensity: Float64Array;
}

/** Nats below the highest at which a density counts as nothing: less than a millionth. */
const DEPTH = 14;
/** Zooms in or out at most: each changes a side by half or doubles it. */
const MOST_ROUNDS = 60;
/** A side is as wide as needed once the next would be at least this share of it. */
const SETTLED = 0.5;

/** From `start` to the box in which the density lies; `tabulate` gives it on any box, coarsely. */
export function zoomed(
  tabulate: (box: readonly Interval[]) => Table,
  start: readonly Interval[],
  edges: readonly Interval[],
): readonly Interval[] {
  let box = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const table = tabulate(box);
    const next = box.map((side, axis) => nextSide(table, axis, { side, edge: edges[axis] }));
    const settled = next.every((side, axis) => {
      const ratio = (side.upper - side.lower) / (box[axis].upper - box[axis].lower);
      return ratio >= SETTLED && ratio <= 1;
    });
    if (settled) break;
    box = next;
  }
  return box;
}

/** A side narrowed to what is not nothing, one cell more on each side, and doubled where that reaches its end. */
function nextSide(
  { axes, logDensity }: Table,
  axis: number,
  { side, edge }: { readonly side: Interval; readonly edge: Interval },
): Interval {
  const values = axes[axis];
  const highest = logDensity.reduce((most, value) => Math.max(most, value), -Infinity);
  const stride = axes.slice(axis + 1).reduce((product, { length }) => product * length, 1);
  let [first, last] = [values.length, -1];
  logDensity.forEach((value, at) => {
    if (!(value >= highest - DEPTH)) return;
    const i = Math.floor(at / stride) % values.length;
    first = Math.min(first, i);
    last = Math.max(last, i);
  });
  if (last < 0) return side;
  const width = side.upper - side.lower;
  const cell = width / values.length;
  const lower =
    first === 0 && side.lower > edge.lower ? side.lower - width / 2 : values[first] - cell;
  const upper =
    last === values.length - 1 && side.upper < edge.upper
      ? side.upper + width / 2
      : values[last] + cell;
  return { lower: Math.max(lower, edge.lower), upper: Math.min(upper, edge.upper) };
}

/** The support of each of these parameters. */
export const edgesOf = (support: Support, dims: readonly number[]): readonly Interval[] =>
  dims.map((d) => ({ lower: support.lower[d], upper: support.upper[d] }));
