export * from "./configured-simulator.ts";
export * from "./in-process.ts";
export type * from "./types.ts";
