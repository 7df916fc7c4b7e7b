import type { Published } from "../types.ts";

/** Observations 1 to 5 and the parameters that made them, of sbibm 1.1.0 (MIT). */
export const published: readonly Published[] = [
  { theta: [-9.527071, -1.4817104], x: [-9.472713, -1.4950509] },
  { theta: [-2.8899693, -8.7594595], x: [-2.940192, -8.682056] },
  { theta: [7.3016033, -3.2178392], x: [7.1683364, -3.0470583] },
  { theta: [-8.0234165, 0.11640644], x: [-8.047317, -0.021793246] },
  { theta: [8.947857, 7.178486], x: [8.879822, 8.088118] },
];
