export { loadFit, type LoadOptions } from "./load-fit.ts";
export { restoreFit } from "./restore-fit.ts";
export { saveFit } from "./save-fit.ts";
export { snpe, type SnpeOptions } from "./snpe.ts";
export type { SnpeArtifact, SnpeFit } from "./types.ts";
