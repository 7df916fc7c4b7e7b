export const relativeError = (value: number, expected: number): number =>
  Math.abs(value / expected - 1);
