import { assertLength } from "@retrodict/check";
import type { GaussianMixture } from "@retrodict/distributions";
import { wasmEngine } from "@retrodict/engine-wasm";
import { matrix } from "@retrodict/matrix";
import { graphEstimator } from "@retrodict/nn";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
  Matrix,
  Recipe,
} from "@retrodict/spec";
import type { Engine, Program } from "@retrodict/tensor";
import { assertMdnConfig, mdnConfig, type MdnArchitecture, type MdnConfig } from "./config.ts";
import { mixtureOf } from "./mixture.ts";
import { MIXTURE_ROWS, mixturesVjp, type MixturesVjp } from "./mixtures-vjp.ts";
import { densityGraph, initialWeights, parametersGraph } from "./network.ts";

export interface MdnOptions extends MdnArchitecture {
  /** What computes it; WebAssembly by default. */
  readonly engine?: Engine;
}

/** A density estimator whose conditional distributions are mixtures of Gaussians. */
export interface MixtureDensityEstimator extends ConditionalDensityEstimator {
  /**
   * The mixture for one context row. The engine computes its parameters in float32, everything that follows from them is
   * float64; its log-densities are those of `score` up to the latter's rounding, about 1e-6 of their size.
   */
  condition(params: Float32Array, context: Float64Array): GaussianMixture;
  /** The mixtures for all rows of context, for losses that are functions of the whole mixture. */
  mixtures(params: Float32Array, context: Matrix): MixturesVjp;
}

/**
 * Mixture density network: a network gives the weights, means and precision factors of a mixture of Gaussians for every
 * context (Bishop 1994; factors after Williams 1996). Quadratic form and log-determinant are of one and the same
 * precision AᵀA, whose factor A has a least diagonal instead of a term added to the precision: it is normalised.
 */
export function mdn(options: MdnOptions = {}): EstimatorFactory<MixtureDensityEstimator> {
  return (shape) => build(mdnConfig(shape, options), options.engine);
}

/** The estimator whose `config` this is. */
export function mdnFromConfig(
  config: EstimatorConfig,
  options: Pick<MdnOptions, "engine"> = {},
): MixtureDensityEstimator {
  assertMdnConfig(config);
  return build(mdnConfig(config, config), options.engine);
}

function build(config: MdnConfig, given?: Engine): MixtureDensityEstimator {
  const engine = given ?? wasmEngine();
  const density = densityGraph(config);
  const { paramCount } = density;
  const { estimator } = graphEstimator({
    source: "mdn",
    shape: config,
    config,
    ...(given === undefined ? { recipe: recipeOf(config) } : {}),
    graph: density,
    engine,
    init: (rng) => initialWeights(rng, config, paramCount),
  });
  let compiled: Program | undefined;
  let differentiable: Program | undefined;
  return Object.freeze<MixtureDensityEstimator>({
    ...estimator,
    estimates: "log-density",
    condition(params, context) {
      assertLength(params, paramCount, "params", "mdn");
      assertLength(context, config.contextDim, "context", "mdn");
      const program = (compiled ??= engine.compile(parametersGraph(config), { rows: 1 }));
      program.setParams(params);
      const [parameters] = program.forward([matrix(1, context.length, context)]);
      return mixtureOf(config, parameters.data);
    },
    mixtures(params, context) {
      assertLength(params, paramCount, "params", "mdn");
      const program = (differentiable ??= engine.compile(parametersGraph(config), {
        rows: MIXTURE_ROWS,
        gradients: true,
        inputGradients: false,
      }));
      return mixturesVjp(program, config, params, context);
    },
  });
}

/** Worker threads compute with the default engine. */
function recipeOf(config: MdnConfig): Recipe {
  return { module: import.meta.url, name: "mdnFromConfig", args: [config] };
}
