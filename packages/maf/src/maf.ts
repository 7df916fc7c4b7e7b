import { wasmEngine } from "@retrodict/engine-wasm";
import { assertLength, assertMatrix } from "@retrodict/check";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
  Matrix,
} from "@retrodict/spec";
import type { Engine } from "@retrodict/tensor";
import { assertMafConfig, mafConfig, type MafConfig } from "./config.ts";
import { conditionedFlow } from "./conditioned-flow.ts";
import { densityGraph, inverseGraph } from "./graphs.ts";
import { initMaf } from "./init.ts";
import { chunkedProgram } from "./programs.ts";
import { flowSession } from "./session.ts";
import { flowVjp } from "./vjp.ts";

export interface MafOptions {
  /** Affine autoregressive transforms in a row; 5 by default. */
  readonly transforms?: number;
  /** Residual blocks of each transform's network; 2 by default. */
  readonly blocks?: number;
  /** Units per hidden layer; 50 by default. */
  readonly hidden?: number;
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

function build(config: MafConfig, engine: Engine = wasmEngine()): ConditionalDensityEstimator {
  const { targetDim, contextDim } = config;
  const graph = densityGraph(config);
  const { paramCount } = graph;
  const density = chunkedProgram(engine, graph);
  const inverse = chunkedProgram(engine, inverseGraph(config));
  const differentiable = chunkedProgram(engine, graph, true);

  function check(params: Float32Array, target: Matrix, context: Matrix): void {
    assertLength(params, paramCount, "params", "maf");
    assertMatrix(target, { cols: targetDim }, "target", "maf");
    assertMatrix(context, { rows: target.rows, cols: contextDim }, "context", "maf");
  }
  return Object.freeze<ConditionalDensityEstimator>({
    estimates: "log-density",
    shape: Object.freeze({ targetDim, contextDim }),
    config,
    paramCount,
    init: (rng) => initMaf(rng, config, paramCount),
    score(params, target, context) {
      check(params, target, context);
      density.load(params);
      return density.run(target, context).data;
    },
    scoreVjp(params, target, context) {
      check(params, target, context);
      return flowVjp(differentiable, params.slice(), target, context);
    },
    session(params, rows, { contextGradient = false } = {}) {
      assertLength(params, paramCount, "params", "maf");
      const inputGradients = contextGradient;
      return flowSession(engine.compile(graph, { rows, gradients: true, inputGradients }), params);
    },
    condition(params, context) {
      assertLength(params, paramCount, "params", "maf");
      assertLength(context, contextDim, "context", "maf");
      return conditionedFlow({
        targetDim,
        density,
        inverse,
        params: params.slice(),
        context: context.slice(),
      });
    },
  });
}
