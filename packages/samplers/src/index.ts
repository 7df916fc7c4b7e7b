export { drawInside, type DrawInsideOptions, type DrawnInside } from "./draw-inside.ts";
export { importance, type ImportanceOptions } from "./importance.ts";
export { rejection, type RejectionOptions } from "./rejection.ts";
export { sampledPosterior, type SampledPosteriorParts } from "./sampled-posterior.ts";
export { slice, type SliceOptions } from "./slice.ts";
export type { DifferentiableLikelihood, Likelihood, SamplerUnder } from "./types.ts";
