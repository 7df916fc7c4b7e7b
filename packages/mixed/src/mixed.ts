import { assert, assertLength, assertMatrix } from "@retrodict/check";
import { wasmEngine } from "@retrodict/engine-wasm";
import { matrix } from "@retrodict/matrix";
import { chunkedProgram, graphEstimator } from "@retrodict/nn";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
  Matrix,
  Recipe,
} from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import {
  assertMixedConfig,
  mixedConfig,
  type MixedArchitecture,
  type MixedConfig,
} from "./config.ts";
import { layoutOf, splitTarget, type SplitTarget } from "./layout.ts";
import { mixedDistribution } from "./mixed-distribution.ts";
import { mixedSession } from "./mixed-session.ts";
import { mixedVjp } from "./mixed-vjp.ts";
import { network } from "./network.ts";
import { termsOf, total, weightsOf } from "./terms.ts";

export interface MixedOptions extends MixedArchitecture {
  /** The density estimator of the continuous columns; needed unless all columns are discrete. */
  readonly continuous?: EstimatorFactory<ConditionalDensityEstimator>;
  /** What computes the network of the discrete columns; WebAssembly by default. */
  readonly engine?: Engine;
}

/** An estimator that says which columns of its target are discrete. */
export type MixedDensityEstimator = ConditionalDensityEstimator &
  Required<Pick<ConditionalDensityEstimator, "discreteTargets">>;

export interface MixedFromConfigOptions extends Pick<MixedOptions, "engine"> {
  /** What rebuilds the estimator of the continuous columns, by the kind of its configuration. */
  readonly estimators?: Readonly<
    Record<string, (config: EstimatorConfig) => ConditionalDensityEstimator>
  >;
}

/**
 * A density estimator of data that are discrete in some columns (Boelts et al. 2022): the probability of the discrete
 * ones given the context, by a masked network column after column, times the density of the others given the context and
 * the discrete ones, by any other estimator, which sees them as one-hot codes behind the context. Its score is that of a
 * density in the continuous columns and of a probability in the discrete ones. A value that is not listed throws a
 * `data` error; NaN makes the score NaN.
 */
export function mixed(options: MixedOptions): EstimatorFactory<MixedDensityEstimator> {
  return (shape) => {
    const architecture = mixedConfig(shape, options, null);
    const densities = densitiesOf(architecture, options.continuous);
    const config = Object.freeze({ ...architecture, continuous: densities?.config ?? null });
    return build(config, densities, options.engine);
  };
}

/** The estimator whose `config` this is. Throws a `name` error where nothing is given for the continuous estimator's kind. */
export function mixedFromConfig(
  config: EstimatorConfig,
  { estimators = {}, engine }: MixedFromConfigOptions = {},
): MixedDensityEstimator {
  assertMixedConfig(config);
  const { continuous } = config;
  if (continuous === null) return build(mixedConfig(config, config, null), undefined, engine);
  const fromConfig = Object.hasOwn(estimators, continuous.kind)
    ? estimators[continuous.kind]
    : undefined;
  assert(
    fromConfig !== undefined,
    "name",
    "mixed",
    () =>
      `expected a continuous estimator of kind ${Object.keys(estimators).join(", ") || "none"}, got "${continuous.kind}"; add the package's fromConfig function to estimators`,
  );
  return build(mixedConfig(config, config, continuous), fromConfig(continuous), engine);
}

/** What worker threads make the estimator with; the recipe is that of the continuous columns' estimator. */
export async function mixedFromRecipe(
  config: MixedConfig,
  recipe: Recipe | null,
): Promise<MixedDensityEstimator> {
  if (recipe === null) return mixedFromConfig(config);
  const exports = (await import(/* @vite-ignore */ recipe.module)) as Readonly<
    Record<
      string,
      (
        ...args: readonly unknown[]
      ) => ConditionalDensityEstimator | Promise<ConditionalDensityEstimator>
    >
  >;
  const densities = await exports[recipe.name](...recipe.args);
  return build(mixedConfig(config, config, config.continuous), densities);
}

function densitiesOf(
  { targetDim, contextDim, discrete }: MixedConfig,
  continuous: MixedOptions["continuous"],
): ConditionalDensityEstimator | undefined {
  const layout = layoutOf(targetDim, discrete);
  if (layout.continuous.length === 0) return undefined;
  assert(
    continuous !== undefined,
    "argument",
    "mixed",
    () =>
      `expected an estimator of continuous columns ${layout.continuous.join(", ")}, got none; pass one as continuous, or list these columns in discrete`,
  );
  return continuous({
    targetDim: layout.continuous.length,
    contextDim: contextDim + layout.entries,
  });
}

function build(
  config: MixedConfig,
  densities: ConditionalDensityEstimator | undefined,
  given?: Engine,
): MixedDensityEstimator {
  const { targetDim, contextDim } = config;
  const engine = given ?? wasmEngine();
  const layout = layoutOf(targetDim, config.discrete);
  const { probability, logits, init } = network(config, layout);
  const { estimator: categories } = graphEstimator({
    source: "mixed",
    shape: { targetDim: layout.entries, contextDim },
    config,
    graph: probability,
    engine,
    init,
  });
  const logitsProgram = chunkedProgram(engine, logits);
  const terms = termsOf(categories, densities, layout.continuous);
  const paramCount = terms.reduce((sum, { estimator }) => sum + estimator.paramCount, 0);

  const split = (target: Matrix, context: Matrix): SplitTarget => {
    assertMatrix(target, { cols: targetDim }, "target", "mixed");
    assertMatrix(context, { rows: target.rows, cols: contextDim }, "context", "mixed");
    return splitTarget(target, layout);
  };
  const score = (params: Float32Array, target: Matrix, context: Matrix): Float64Array => {
    assertLength(params, paramCount, "params", "mixed");
    const parts = split(target, context);
    const weights = weightsOf(terms, params);
    return total(
      terms.map(({ estimator, pairs }, t) => {
        const own = pairs(parts, context);
        return estimator.score(weights[t], own.target, own.context);
      }),
    );
  };
  const recipe = given === undefined ? recipeOf(config, densities) : undefined;
  return Object.freeze<MixedDensityEstimator>({
    estimates: "log-density",
    shape: Object.freeze({ targetDim, contextDim }),
    config,
    ...(recipe === undefined ? {} : { recipe }),
    discreteTargets: Object.freeze(layout.discrete.map(({ column }) => column)),
    paramCount,
    init(rng) {
      const params = new Float32Array(paramCount);
      weightsOf(terms, params).forEach((share, t) =>
        share.set(terms[t].estimator.init(rng.fork(t))),
      );
      return params;
    },
    score,
    scoreVjp(params, target, context) {
      assertLength(params, paramCount, "params", "mixed");
      return mixedVjp(terms, params, split(target, context), context);
    },
    session(params, rows, options) {
      assertLength(params, paramCount, "params", "mixed");
      return mixedSession(terms, params, { ...options, shape: config, rows, split });
    },
    condition(params, context) {
      assertLength(params, paramCount, "params", "mixed");
      assertLength(context, contextDim, "context", "mixed");
      const own = params.slice();
      const [ofCategories, ofDensities] = weightsOf(terms, own);
      return mixedDistribution({
        layout,
        context: matrix(1, contextDim, context.slice()),
        logits: logitsProgram,
        categories: ofCategories,
        ...(densities && { densities: { estimator: densities, params: ofDensities } }),
        score: (target, repeated) => score(own, target, repeated),
      });
    },
  });
}

/** Worker threads compute with the default engine. */
function recipeOf(
  config: MixedConfig,
  densities: ConditionalDensityEstimator | undefined,
): Recipe | undefined {
  const inner = densities === undefined ? null : densities.recipe;
  if (inner === undefined) return undefined;
  return { module: import.meta.url, name: "mixedFromRecipe", args: [config, inner] };
}
