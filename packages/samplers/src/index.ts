export { drawInside, type DrawInsideOptions, type DrawnInside } from "./draw-inside.ts";
export { hmc, type HmcOptions } from "./hmc.ts";
export { importance, type ImportanceOptions } from "./importance.ts";
export { nuts, type NutsOptions } from "./nuts.ts";
export { rejection, type RejectionOptions } from "./rejection.ts";
export { sampledPosterior, type SampledPosteriorParts } from "./sampled-posterior.ts";
export { slice, type SliceOptions } from "./slice.ts";
export { tempered, type TemperedOptions } from "./tempered.ts";
export type {
  DifferentiableLikelihood,
  Likelihood,
  PriorAndSampler,
  SamplerUnder,
} from "./types.ts";
export { variational, type VariationalOptions } from "./variational.ts";
