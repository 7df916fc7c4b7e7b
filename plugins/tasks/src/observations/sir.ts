import type { Published } from "../types.ts";

/** Observations 1 to 5 and the parameters that made them, of sbibm 1.1.0 (MIT). */
export const published: readonly Published[] = [
  { theta: [0.61479264, 0.19172086], x: [0, 1, 352, 40, 3, 0, 0, 0, 0, 0] },
  { theta: [0.6667743, 0.09215801], x: [0, 21, 373, 85, 17, 5, 0, 0, 0, 0] },
  { theta: [0.7916269, 0.11864327], x: [0, 72, 232, 34, 2, 0, 0, 0, 0, 0] },
  { theta: [0.3581495, 0.089096606], x: [0, 0, 8, 349, 222, 62, 17, 6, 1, 0] },
  { theta: [0.31108916, 0.11836065], x: [0, 0, 0, 23, 217, 165, 42, 17, 1, 1] },
];
