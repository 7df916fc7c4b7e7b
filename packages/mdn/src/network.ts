/*
 * The network: hidden layers of rectified units see the context, one linear layer gives all parameters of the mixture,
 * in the order of the operation `mixtureLogDensity` (Bishop 1994).
 */
import { initDense } from "@retrodict/nn";
import type { Rng } from "@retrodict/spec";
import {
  componentParams,
  graph,
  mixtureParams,
  type DenseWeights,
  type Graph,
  type GraphBuilder,
  type Tensor,
} from "@retrodict/tensor";
import type { MdnConfig } from "./config.ts";

/** How far from 0, in all dimensions together, the components' initial means lie. */
const SPREAD = 0.5;
/** Initial weights of logits and shapes, relative to those of the means: they hardly vary with the context. */
const FLAT = 0.01;

/** Log-density of (target, context). */
export function densityGraph(config: MdnConfig): Graph {
  const g = graph();
  const target = g.input("target", config.targetDim);
  const context = g.input("context", config.contextDim);
  const { components, covariance, minDiagonal } = config;
  const mixture = { components, covariance, minDiagonal };
  return g.build([g.mixtureLogDensity(target, parametersOf(g, config, context), mixture)]);
}

/** The mixture's parameters for (context); the weights are those of `densityGraph`. */
export function parametersGraph(config: MdnConfig): Graph {
  const g = graph();
  return g.build([parametersOf(g, config, g.input("context", config.contextDim))]);
}

function parametersOf(g: GraphBuilder, config: MdnConfig, context: Tensor): Tensor {
  const layers = reserve(g, config);
  return layers.reduce((value, weights, i) => {
    const activation = i < layers.length - 1 ? "relu" : "none";
    return g.dense(value, { weights, activation, residual: false });
  }, context);
}

/** The layers' weights, from the context on. */
function reserve(g: GraphBuilder, config: MdnConfig): readonly DenseWeights[] {
  const { contextDim, hidden, layers, targetDim } = config;
  const widths = [contextDim, ...Array.from({ length: layers }, () => hidden)];
  return [...widths, mixtureParams(config, targetDim)]
    .slice(1)
    .map((width, i) => g.weights(widths[i], width));
}

/**
 * Components of about equal weight, unit covariance and means a little off 0 in different directions: alike ones would
 * have the same gradients and stay alike.
 */
export function initialWeights(rng: Rng, config: MdnConfig, paramCount: number): Float32Array {
  const params = new Float32Array(paramCount);
  const layers = reserve(graph(), config);
  layers.forEach((weights, i) => initDense(rng.fork(i), params, weights));
  const { components, targetDim, minDiagonal } = config;
  const { offset, inputs, outputs } = layers[layers.length - 1];
  const biases = offset + inputs * outputs;
  const means = rng.fork("means");
  const unit = Math.log(Math.expm1(1 - minDiagonal));
  const size = componentParams(config, targetDim);
  const diagonals = config.covariance === "spherical" ? 1 : targetDim;
  for (let o = 0; o < outputs; o++) {
    const place = o < components ? -1 : (o - components) % size;
    if (place >= 0 && place < targetDim) {
      params[biases + o] = (SPREAD / Math.sqrt(targetDim)) * means.normal();
      continue;
    }
    for (let i = 0; i < inputs; i++) params[offset + o * inputs + i] *= FLAT;
    params[biases + o] = place >= 0 && place < targetDim + diagonals ? unit : 0;
  }
  return params;
}
