export { highestDensityLevels } from "./density-levels.ts";
export { effectiveSampleSize } from "./effective-sample-size.ts";
export { regularizedGammaQ } from "./gamma-function.ts";
export type { BandwidthRule } from "./kernel-axis.ts";
export {
  kernelDensity1d,
  kernelDensity2d,
  type KernelDensity1d,
  type KernelDensity1dOptions,
  type KernelDensity2d,
  type KernelDensity2dOptions,
} from "./kernel-density.ts";
export { logSumExp } from "./log-sum-exp.ts";
export { normalCdf, normalQuantile } from "./normal.ts";
export {
  fitGeneralizedPareto,
  paretoSmoothed,
  type GeneralizedPareto,
  type SmoothedWeights,
} from "./pareto-smoothing.ts";
export { quantiles } from "./quantiles.ts";
export { rHat } from "./r-hat.ts";
export { ranks } from "./ranks.ts";
export { summarizeDraws, type DrawSummary } from "./summarize.ts";
export { chiSquareUniform, kolmogorovSmirnov, type TestResult } from "./uniformity.ts";
