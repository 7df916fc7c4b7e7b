export { ensemble, ensembleFromConfig } from "./ensemble.ts";
export type { EnsembleConfig, EvenEnsembleConfig } from "./config.ts";
