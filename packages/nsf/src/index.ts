export type { NsfConfig } from "./config.ts";
export { nsf, nsfFromConfig, type NsfOptions } from "./nsf.ts";
