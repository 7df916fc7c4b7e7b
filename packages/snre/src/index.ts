export type { ContrastiveOptions } from "./contrastive-loss.ts";
export { loadFit, type LoadOptions } from "./load-fit.ts";
export type { SnreOptions } from "./ratio-estimation.ts";
export { restoreFit, type RestoreOptions } from "./restore-fit.ts";
export { saveFit } from "./save-fit.ts";
export {
  bnre,
  snreA,
  snreB,
  snreC,
  type BnreOptions,
  type SnreBOptions,
  type SnreCOptions,
} from "./snre.ts";
export type { RatioScale, SnreArtifact, SnreFit } from "./types.ts";
