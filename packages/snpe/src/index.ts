export type { DataSpace } from "./data-space.ts";
export { loadFit, type LoadOptions } from "./load-fit.ts";
export type { Regression } from "./regression.ts";
export { restoreFit } from "./restore-fit.ts";
export { saveFit, type SaveOptions } from "./save-fit.ts";
export { snpe, type SnpeOptions } from "./snpe.ts";
export type { ThetaSpace } from "./theta-space.ts";
export type { SnpeArtifact, SnpeFit } from "./types.ts";
