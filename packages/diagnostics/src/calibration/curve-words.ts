import type { CalibrationCurve } from "./types.ts";

/** The level at which a curve is farthest from what is expected, in standard deviations, and its share there, in percent. */
export function farthest({ levels, observed }: CalibrationCurve): {
  readonly level: string;
  readonly share: string;
} {
  const distance = (k: number): number =>
    Math.abs(observed[k] - levels[k]) / Math.sqrt(levels[k] * (1 - levels[k]));
  const k = levels.reduce((best, _, at) => (distance(at) > distance(best) ? at : best), 0);
  return { level: percent(levels[k]), share: percent(observed[k]) };
}

/** A whole percentage, or finer where it is small or nearly all. */
function percent(share: number): string {
  const digits = share > 0.01 && share < 0.99 ? 0 : 1;
  return `${Number((100 * share).toFixed(digits))} %`;
}
