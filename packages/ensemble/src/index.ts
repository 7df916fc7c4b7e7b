export { ensemble, ensembleFromConfig, type EnsembleOptions } from "./ensemble.ts";
export type { EnsembleConfig } from "./config.ts";
