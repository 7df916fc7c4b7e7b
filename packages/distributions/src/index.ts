export { box } from "./box.ts";
export { distributionFromConfig, fillsSupport } from "./from-config.ts";
export {
  gaussianMixture,
  gaussianMixtureFromConfig,
  type GaussianMixture,
} from "./gaussian-mixture.ts";
export type { GaussianMixtureOptions } from "./gaussian-mixture-parts.ts";
export { productOfMixtures } from "./gaussian-mixture-product.ts";
export { quotientOfMixtures } from "./gaussian-mixture-quotient.ts";
export { independent } from "./independent.ts";
export { logNormal } from "./log-normal.ts";
export { logUniform } from "./log-uniform.ts";
export { multivariateNormal } from "./multivariate-normal.ts";
export { normal } from "./normal.ts";
export { priorFrom } from "./prior-from.ts";
export { soften } from "./soften.ts";
export { inSupport, offEdges } from "./support.ts";
export { transformed } from "./transformed.ts";
export { unconstrain } from "./unconstrain.ts";
