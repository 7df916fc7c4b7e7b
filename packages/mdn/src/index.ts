export type { MdnArchitecture, MdnConfig } from "./config.ts";
export type { MixtureGradient, MixturesVjp } from "./mixtures-vjp.ts";
export { mdn, mdnFromConfig, type MdnOptions, type MixtureDensityEstimator } from "./mdn.ts";
