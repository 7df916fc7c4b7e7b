import { assert, assertCount, assertRange } from "@retrodict/check";
import type { EstimatorConfig, EstimatorShape } from "@retrodict/spec";
import type { Mixture } from "@retrodict/tensor";

/** Architecture of a mixture density network, as JSON. */
export interface MdnConfig extends EstimatorConfig, EstimatorShape, Mixture {
  readonly kind: "mdn";
  readonly hidden: number;
  readonly layers: number;
}

/** What may be chosen of an architecture. */
export interface MdnArchitecture {
  /** Gaussians of the mixture; 10 by default. */
  readonly components?: number;
  /** The form of each Gaussian's covariance; "full" by default. */
  readonly covariance?: Mixture["covariance"];
  /** Units per hidden layer; 50 by default. */
  readonly hidden?: number;
  /** Hidden layers; 2 by default. */
  readonly layers?: number;
  /**
   * Least diagonal entry of the precision factors; 0.01 by default, so that no dimension given the later ones is wider
   * than 100 standardised units.
   */
  readonly minDiagonal?: number;
}

const COVARIANCES: readonly string[] = ["full", "diagonal", "spherical"];

/** The architecture of `mdn`, defaults filled in, for one shape. */
export function mdnConfig(
  { targetDim, contextDim }: EstimatorShape,
  options: MdnArchitecture,
): MdnConfig {
  const { components = 10, covariance = "full", minDiagonal = 1e-2 } = options;
  const { hidden = 50, layers = 2 } = options;
  assertCount(targetDim, "targetDim", "mdn");
  assertCount(contextDim, "contextDim", "mdn");
  assertCount(components, "components", "mdn");
  assertCount(hidden, "hidden", "mdn");
  assertCount(layers, "layers", "mdn", 0);
  // The components start with unit diagonals, which must be above the least one.
  assertRange(minDiagonal, 0, 0.5, "minDiagonal", "mdn");
  assert(
    COVARIANCES.includes(covariance),
    "argument",
    "mdn",
    () => `expected covariance to be one of ${COVARIANCES.join(", ")}, got ${covariance}; pick one`,
  );
  return Object.freeze({
    kind: "mdn",
    targetDim,
    contextDim,
    components,
    covariance,
    minDiagonal,
    hidden,
    layers,
  });
}

/** Checks that a configuration, read from a file perhaps, is one of a network of this package. */
export function assertMdnConfig(config: EstimatorConfig): asserts config is MdnConfig {
  const numbers = ["targetDim", "contextDim", "components", "minDiagonal", "hidden", "layers"];
  assert(
    config.kind === "mdn" &&
      typeof config.covariance === "string" &&
      numbers.every((key) => typeof config[key] === "number"),
    "argument",
    "mdn",
    () =>
      `expected a configuration of kind "mdn" with covariance and numbers ${numbers.join(", ")}, got ${JSON.stringify(config)}; pass the config of a mdn estimator`,
  );
}
