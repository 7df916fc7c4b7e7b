/*
 * A normalising flow in the direction of sampling (inverse autoregressive flow, Kingma et al. 2016): noise goes in, a
 * point and the log-determinant come out of one pass, so that the gradient of what is expected of the points needs no
 * inverse. Scales and shifts that depend on the dimensions before alternate with splines (Durkan et al. 2019).
 */
import { matrix, row } from "@retrodict/matrix";
import {
  autoregressiveLayer,
  chunkedProgram,
  inverseGraph,
  madeLayers,
  permutationLayer,
  type FlowDesign,
} from "@retrodict/nn";
import type { Matrix, Rng } from "@retrodict/spec";
import { graph, transformParams, type Engine, type Graph, type Transform } from "@retrodict/tensor";

export interface SamplingFlow {
  /** Input (noise, context); output the point and, last, the log-determinant. */
  readonly graph: Graph;
  /** Weights of which the flow is the identity. */
  init(rng: Rng): Float32Array;
  /** The flow with these weights, which must not change any more. */
  fixed(params: Float32Array): FixedFlow;
}

export interface FixedFlow {
  /** Where noise goes, and the log-determinant there. */
  push(noise: Matrix): Pushed;
  /** The noise that goes there. */
  pull(points: Matrix): Matrix;
}

export interface Pushed {
  readonly points: Matrix;
  readonly logDet: Float64Array;
}

const HIDDEN = 32;
const SPLINE: Transform = {
  kind: "spline",
  positivity: "softplus",
  bins: 8,
  bound: 4,
  logitScale: 1 / Math.sqrt(HIDDEN),
};
const AFFINE: Transform = { kind: "affine", positivity: "softplus" };
const TRANSFORMS: readonly Transform[] = [SPLINE, AFFINE, SPLINE, AFFINE];

/** Nothing is conditioned on, but networks have a context. */
export const noContext = (rows: number): Matrix => matrix(rows, 1);

/** A flow of points of `dim` numbers. */
export function samplingFlow(engine: Engine, dim: number): SamplingFlow {
  const design = layers(dim);
  const forward = forwardGraph(dim, design);
  return {
    graph: forward,
    init(rng) {
      const params = new Float32Array(forward.paramCount);
      for (const [i, layer] of design(graph()).entries()) layer.init?.(rng.fork(i), params);
      return params;
    },
    fixed(params) {
      const pushing = chunkedProgram(engine, forward);
      const pulling = chunkedProgram(
        engine,
        inverseGraph({ targetDim: dim, contextDim: 1 }, design),
      );
      pushing.load(params);
      pulling.load(params);
      return {
        push: (noise) => parted(pushing.run(noise, noContext(1))),
        pull: (points) => pulling.run(points, noContext(1)),
      };
    },
  };
}

/** Parts what the graph puts out. */
export function parted(output: Matrix): Pushed {
  const dim = output.cols - 1;
  const points = matrix(output.rows, dim);
  const logDet = new Float64Array(output.rows);
  for (let i = 0; i < output.rows; i++) {
    const from = row(output, i);
    row(points, i).set(from.subarray(0, dim));
    logDet[i] = from[dim];
  }
  return { points, logDet };
}

function layers(dim: number): FlowDesign {
  const reversed = Array.from({ length: dim }, (_, d) => dim - 1 - d);
  return (g) =>
    TRANSFORMS.flatMap((by, t) => {
      const outputs = transformParams(by);
      const shape = { targetDim: dim, contextDim: 1, hidden: HIDDEN, blocks: 1, outputs };
      const bent = autoregressiveLayer(madeLayers(g, shape), by);
      return t > 0 && dim > 1 ? [permutationLayer(reversed), bent] : [bent];
    });
}

function forwardGraph(dim: number, design: FlowDesign): Graph {
  const g = graph();
  const noise = g.input("noise", dim);
  const context = g.input("context", 1);
  const logDets: ReturnType<typeof g.sum>[] = [];
  const point = design(g).reduce((h, layer) => {
    const { value, logDet } = layer.forward(g, h, context);
    if (logDet !== undefined) logDets.push(logDet);
    return value;
  }, noise);
  return g.build([g.concat(point, g.sum(g.concat(...logDets)))]);
}
