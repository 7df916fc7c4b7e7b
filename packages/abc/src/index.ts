export { abcRejection, type AbcRejectionOptions } from "./abc-rejection.ts";
export { abcSmc, type AbcSmcOptions } from "./abc-smc.ts";
export type { AbcFit, AbcOptions, Accepted, Distance } from "./types.ts";
