export * from "./as-proposal.ts";
export * from "./propose-and-simulate.ts";
export * from "./run-rounds.ts";
export type * from "./types.ts";
