export type { MdnArchitecture, MdnConfig } from "./config.ts";
export { mdn, mdnFromConfig, type MdnOptions, type MixtureDensityEstimator } from "./mdn.ts";
