export type { LinearStart } from "./linear-start.ts";
export { loadFit, type LoadOptions } from "./load-fit.ts";
export { restoreFit, type RestoreOptions } from "./restore-fit.ts";
export { saveFit } from "./save-fit.ts";
export { snle, type SnleOptions } from "./snle.ts";
export type { SnleArtifact, SnleFit } from "./types.ts";
