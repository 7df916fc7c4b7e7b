import { graph } from "../graph.ts";
import { mixtureParams, transformParams } from "../parameters.ts";
import type { Graph, GraphBuilder, Tensor } from "../types.ts";

const MAX_FEATURES = 9;
const UNARY = ["tanh", "relu", "sigmoid", "softplus", "negate"] as const;
const BINARY = ["add", "subtract", "multiply"] as const;
const ACTIVATIONS = ["tanh", "relu", "none"] as const;
const TRANSFORMS = [
  { kind: "affine", positivity: "softplus" },
  { kind: "spline", positivity: "softplus", bins: 3, bound: 2, logitScale: 1 },
] as const;
const MIXTURE = { components: 2, covariance: "full", minDiagonal: 0.1 } as const;
const REDUCTIONS = ["sum", "logSumExp", "normalLogDensity"] as const;

/**
 * A graph of `operations` random operations on random earlier results, some of them outputs: for what
 * single operations do not show, such as buffers that share memory.
 */
export function randomGraph(operations: number, uniform: () => number): Graph {
  const g = graph();
  const below = (n: number): number => Math.floor(uniform() * n);
  const tensors = [g.input("a", 1 + below(MAX_FEATURES)), g.input("b", 1 + below(MAX_FEATURES))];
  for (let i = 0; i < operations; i++) {
    const apply = OPERATIONS[below(OPERATIONS.length)];
    tensors.push(apply(g, () => tensors[below(tensors.length)], below));
  }
  return g.build([tensors.at(-1)!, ...tensors.filter(() => uniform() < 0.1)]);
}

type Operation = (g: GraphBuilder, pick: () => Tensor, below: (n: number) => number) => Tensor;

const pickFrom = <T>(values: readonly T[], below: (n: number) => number): T =>
  values[below(values.length)];

/** `tensor` cut or repeated to a number of features. */
function resized(g: GraphBuilder, tensor: Tensor, features: number): Tensor {
  const indices = Array.from({ length: features }, (_, i) => i % tensor.features);
  return g.gather(tensor, indices);
}

const dense: Operation = (g, pick, below) => {
  const input = pick();
  const residual = below(2) === 0;
  const outputs = residual ? input.features : 1 + below(MAX_FEATURES);
  const weights = g.weights(input.features, outputs);
  return g.dense(input, { weights, activation: pickFrom(ACTIVATIONS, below), residual });
};

/** Keeps a result that may be large within what float32 and float64 agree on. */
const tamed = (g: GraphBuilder, tensor: Tensor): Tensor => g.unary("tanh", tensor);

const OPERATIONS: readonly Operation[] = [
  dense,
  (g, pick, below) => tamed(g, dense(g, pick, below)),
  (g, pick) => g.concat(resized(g, pick(), 3), resized(g, pick(), 2)),
  (g, pick, below) => resized(g, pick(), 1 + below(MAX_FEATURES)),
  (g, pick, below) => g.unary(pickFrom(UNARY, below), pick()),
  (g, pick, below) => {
    const left = pick();
    return tamed(g, g.binary(pickFrom(BINARY, below), left, resized(g, pick(), left.features)));
  },
  (g, pick) => {
    const input = pick();
    const constants = (value: number) => Array.from({ length: input.features }, () => value);
    return g.scaleShift(input, constants(-0.5), constants(1));
  },
  (g, pick, below) => tamed(g, g[pickFrom(REDUCTIONS, below)](pick())),
  (g, pick, below) => {
    const input = pick();
    const by = pickFrom(TRANSFORMS, below);
    const conditioner = resized(g, pick(), transformParams(by) * input.features);
    return tamed(g, g.transform(input, tamed(g, conditioner), by));
  },
  (g, pick) => {
    const input = tamed(g, pick());
    return tamed(g, g.luLinear(input, g.luWeights(input.features)));
  },
  (g, pick) => {
    const input = tamed(g, pick());
    const parameters = resized(g, pick(), mixtureParams(MIXTURE, input.features));
    return tamed(g, g.mixtureLogDensity(input, tamed(g, parameters), MIXTURE));
  },
];
