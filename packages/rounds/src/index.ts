export { posteriorSettled, type SettledOptions } from "./posterior-settled.ts";
export { proposeAndSimulate, type ProposeOptions, type Proposing } from "./propose-and-simulate.ts";
export { proposeNext } from "./propose.ts";
export { keptSimulations, readRounds } from "./read-rounds.ts";
export { memoryStore, type RoundStore } from "./round-store.ts";
export { runRounds } from "./run-rounds.ts";
export { samplePosteriors } from "./sample-posteriors.ts";
export { withPrior, type WithPriorOptions } from "./with-prior.ts";
export type * from "./types.ts";
