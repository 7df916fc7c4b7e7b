/** Four digits of a number, in which nobody mistakes noise for its value; a dash where there is none. */
export const significant = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? "–" : String(Number(value.toPrecision(4)));
