import { wasmEngine } from "@retrodict/engine-wasm";
import { graphEstimator } from "@retrodict/nn";
import type { EstimatorConfig, EstimatorFactory, RatioEstimator, Recipe } from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import {
  assertClassifierConfig,
  classifierConfig,
  type ClassifierConfig,
  type ClassifierNet,
} from "./config.ts";
import { network } from "./network.ts";

export interface ClassifierOptions {
  /** `"residual"` by default. */
  readonly net?: ClassifierNet;
  /** Residual blocks, or layers of a plain network; 2 by default. */
  readonly blocks?: number;
  /** Units per layer; 50 by default. */
  readonly hidden?: number;
  /** What computes it; WebAssembly by default. */
  readonly engine?: Engine;
}

/**
 * A network over (target, context) whose one output is a logit: trained to tell pairs that belong together from
 * pairs that do not, it becomes the log-ratio log p(target, context) − log p(target) p(context), as in Hermans,
 * Begy & Louppe 2020.
 */
export function classifier(options: ClassifierOptions = {}): EstimatorFactory<RatioEstimator> {
  return (shape) => build(classifierConfig(shape, options), options.engine);
}

/** The estimator whose `config` this is. */
export function classifierFromConfig(
  config: EstimatorConfig,
  options: Pick<ClassifierOptions, "engine"> = {},
): RatioEstimator {
  assertClassifierConfig(config);
  return build(classifierConfig(config, config), options.engine);
}

function build(config: ClassifierConfig, engine?: Engine): RatioEstimator {
  const { estimator } = graphEstimator({
    source: "classifier",
    shape: config,
    config,
    ...(engine === undefined ? { recipe: recipeOf(config) } : {}),
    engine: engine ?? wasmEngine(),
    ...network(config),
  });
  return Object.freeze<RatioEstimator>({ ...estimator, estimates: "log-ratio" });
}

/** Worker threads compute with the default engine. */
function recipeOf(config: ClassifierConfig): Recipe {
  return { module: import.meta.url, name: "classifierFromConfig", args: [config] };
}
