export { gaussianMixture } from "./problems/gaussian-mixture.ts";
export { linearGaussian, linearGaussianInBox } from "./problems/linear-gaussian.ts";
export { slcp } from "./problems/slcp.ts";
export { twoMoons } from "./problems/two-moons.ts";
export type { Problem } from "./types.ts";
