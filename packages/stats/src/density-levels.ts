import { assertRange } from "@retrodict/check";

/**
 * The levels of a gridded `density` (any units, cells of equal size) above which lie the given masses:
 * contours at them enclose the regions of highest density (Hyndman, The American Statistician 50(2), 1996).
 */
export function highestDensityLevels(
  density: Float64Array,
  masses: ArrayLike<number>,
): Float64Array {
  const descending = density.slice().sort().toReversed();
  const total = descending.reduce((sum, value) => sum + value, 0);
  return Float64Array.from(masses, (mass) => {
    assertRange(mass, 0, 1, "every mass", "stats");
    let sum = 0;
    const level = descending.find((value) => {
      sum += value;
      return sum >= mass * total;
    });
    return level ?? descending.at(-1) ?? Number.NaN;
  });
}
