export type { DiscreteColumns, MixedArchitecture, MixedConfig } from "./config.ts";
export {
  mixed,
  mixedFromConfig,
  type MixedDensityEstimator,
  type MixedFromConfigOptions,
  type MixedOptions,
} from "./mixed.ts";
