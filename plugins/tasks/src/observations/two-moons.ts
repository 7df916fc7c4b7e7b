import type { Published } from "../types.ts";

/** Observations 1 to 5 and the parameters that made them, of sbibm 1.1.0 (MIT). */
export const published: readonly Published[] = [
  { theta: [-0.8176656, -0.5756806], x: [-0.6396706, 0.16234657] },
  { theta: [-0.28899693, -0.8759459], x: [-0.5676688, -0.33194834] },
  { theta: [0.73016036, -0.3217839], x: [0.0030109584, -0.6457662] },
  { theta: [-0.8023417, 0.011640668], x: [-0.25049388, 0.633055] },
  { theta: [-0.43228424, -0.9955981], x: [-0.66463584, -0.42604533] },
];
