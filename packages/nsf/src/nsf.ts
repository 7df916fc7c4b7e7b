import { wasmEngine } from "@retrodict/engine-wasm";
import { flowEstimator } from "@retrodict/nn";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
  Recipe,
} from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { assertNsfConfig, nsfConfig, type NsfConfig } from "./config.ts";
import { nsfLayers } from "./layers.ts";

export interface NsfOptions {
  /** What conditions a spline: half of the dimensions, by default, or all that come before. */
  readonly form?: "coupling" | "autoregressive";
  /** Layers of splines in a row; 5 by default. */
  readonly transforms?: number;
  /** Residual blocks of each layer's network; 2 by default. */
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
 * Neural spline flow conditioned on data: a density estimator with exact log-densities and draws, whose
 * monotonic rational-quadratic splines follow several modes and sharp edges (Durkan et al. 2019).
 */
export function nsf(options: NsfOptions = {}): EstimatorFactory<ConditionalDensityEstimator> {
  return (shape) => build(nsfConfig(shape, options), options.engine);
}

/** The estimator whose `config` this is. */
export function nsfFromConfig(
  config: EstimatorConfig,
  options: Pick<NsfOptions, "engine"> = {},
): ConditionalDensityEstimator {
  assertNsfConfig(config);
  return build(nsfConfig(config, config), options.engine);
}

function build(config: NsfConfig, engine?: Engine): ConditionalDensityEstimator {
  return flowEstimator({
    source: "nsf",
    shape: config,
    config,
    ...(engine === undefined ? { recipe: recipeOf(config) } : {}),
    engine: engine ?? wasmEngine(),
    flow: (g) => nsfLayers(g, config),
  });
}

/** Worker threads compute with the default engine. */
function recipeOf(config: NsfConfig): Recipe {
  return { module: import.meta.url, name: "nsfFromConfig", args: [config] };
}
