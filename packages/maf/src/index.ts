export type { MafConfig } from "./config.ts";
export { maf, mafFromConfig, type MafOptions } from "./maf.ts";
