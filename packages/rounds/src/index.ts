export { keptSimulations } from "./kept-simulations.ts";
export { posteriorSettled, type SettledOptions } from "./posterior-settled.ts";
export { proposeAndSimulate, type ProposeOptions, type Proposing } from "./propose-and-simulate.ts";
export { proposeNext } from "./propose.ts";
export { memoryStore, type RoundStore } from "./round-store.ts";
export { runRounds } from "./run-rounds.ts";
export { samplePosteriors } from "./sample-posteriors.ts";
export type * from "./types.ts";
