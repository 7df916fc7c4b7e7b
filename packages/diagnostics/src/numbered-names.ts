/** `theta1`, `theta2`, …: parameters that were not named. */
export const numberedNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, j) => `theta${j + 1}`);
