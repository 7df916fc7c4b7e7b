import { wasmEngine } from "@retrodict/engine-wasm";
import { flowEstimator } from "@retrodict/nn";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
  Recipe,
} from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { assertMafConfig, mafConfig, type MafConfig } from "./config.ts";
import { mafLayers } from "./layers.ts";

export interface MafOptions {
  /** What is done to a dimension: scaled and shifted, by default, or bent with a rational-quadratic spline. */
  readonly transform?: "affine" | "spline";
  /** Autoregressive transforms in a row; 5 by default. */
  readonly transforms?: number;
  /** Residual blocks of each transform's network; 2 by default. */
  readonly blocks?: number;
  /** Units per hidden layer; 50 by default. */
  readonly hidden?: number;
  /** Pieces of each spline; 10 by default. */
  readonly bins?: number;
  /** Splines bend between −bound and bound and leave alone what lies outside; 3 by default. */
  readonly bound?: number;
  /** What computes it; WebAssembly by default. */
  readonly engine?: Engine;
}

/**
 * Masked autoregressive flow conditioned on data: a density estimator with exact log-densities whose samples
 * cost about one pass through the network (Papamakarios, Pavlakou & Murray 2017).
 */
export function maf(options: MafOptions = {}): EstimatorFactory<ConditionalDensityEstimator> {
  return (shape) => build(mafConfig(shape, options), options.engine);
}

/** The estimator whose `config` this is. */
export function mafFromConfig(
  config: EstimatorConfig,
  options: Pick<MafOptions, "engine"> = {},
): ConditionalDensityEstimator {
  assertMafConfig(config);
  return build(mafConfig(config, config), options.engine);
}

function build(config: MafConfig, engine?: Engine): ConditionalDensityEstimator {
  return flowEstimator({
    source: "maf",
    shape: config,
    config,
    ...(engine === undefined ? { recipe: recipeOf(config) } : {}),
    engine: engine ?? wasmEngine(),
    flow: (g) => mafLayers(g, config),
  });
}

/** Worker threads compute with the default engine. */
function recipeOf(config: MafConfig): Recipe {
  return { module: import.meta.url, name: "mafFromConfig", args: [config] };
}
