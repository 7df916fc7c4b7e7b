/** One small graph per operation and variant, over random shapes: what every engine is tested on. */
import { graph } from "../graph.ts";
import { mixtureParams, transformParams } from "../parameters.ts";
import type { Activation, Graph, GraphBuilder, Tensor, Transform } from "../types.ts";

export interface OpCaseSizes {
  /** Features of the operand, and outputs of a dense layer; any positive integers. */
  readonly features: number;
  readonly outputs: number;
  /**
   * Whether the operand is an output as well, so that the operation adds to a gradient rather than
   * writing the first contribution.
   */
  readonly shared: boolean;
}

export interface OpCase {
  readonly name: string;
  /** A graph with inputs x and c, of `features` features each. */
  build(sizes: OpCaseSizes, uniform: () => number): Graph;
}

/** An operation applied to `h`, which depends on weights and inputs, and `c`, an input. */
type Apply = (
  g: GraphBuilder,
  operands: { readonly h: Tensor; readonly c: Tensor },
  sizes: OpCaseSizes,
  uniform: () => number,
) => Tensor;

function opCase(name: string, apply: Apply): OpCase {
  return {
    name,
    build(sizes, uniform) {
      const g = graph();
      const x = g.input("x", sizes.features);
      const c = g.input("c", sizes.features);
      const weights = g.weights(sizes.features, sizes.features);
      const h = g.dense(x, { weights, activation: "none", residual: false });
      const y = apply(g, { h, c }, sizes, uniform);
      return g.build(sizes.shared ? [h, y, y] : [y]);
    },
  };
}

/** Zeros and ones at random, or a staircase as in autoregressive networks. */
function randomMask(inputs: number, outputs: number, uniform: () => number): Uint8Array {
  const staircase = uniform() < 0.5;
  return Uint8Array.from({ length: inputs * outputs }, (_, w) => {
    const visible = ((Math.floor(w / inputs) + 1) * inputs) / outputs;
    return (staircase ? w % inputs < visible : uniform() < 0.5) ? 1 : 0;
  });
}

function denseCase(activation: Activation, residual: boolean, masked: boolean): OpCase {
  const name = `${masked ? "masked " : ""}${residual ? "residual " : ""}dense ${activation}`;
  return opCase(name, (g, { h }, sizes, uniform) => {
    const outputs = residual ? sizes.features : sizes.outputs;
    const mask = masked ? randomMask(sizes.features, outputs, uniform) : undefined;
    const weights = g.weights(sizes.features, outputs, mask);
    return g.dense(h, { weights, activation, residual });
  });
}

const ACTIVATIONS = ["none", "tanh", "relu"] as const;
const UNARY = ["tanh", "relu", "sigmoid", "softplus", "exp", "square", "negate"] as const;
const BINARY = ["add", "subtract", "multiply"] as const;
const REDUCTIONS = ["sum", "logSumExp", "normalLogDensity"] as const;

const POSITIVITIES = ["softplus", "soft-clipped"] as const;
const SPLINES = [
  { kind: "spline", bins: 1, bound: 3, logitScale: 1 },
  { kind: "spline", bins: 4, bound: 1.5, logitScale: 0.5 },
] as const;
const TRANSFORMS: readonly { readonly name: string; readonly transform: Transform }[] = [
  ...POSITIVITIES.map((positivity) => ({
    name: `${positivity} affine transform`,
    transform: { kind: "affine", positivity } as const,
  })),
  ...SPLINES.flatMap((spline) =>
    POSITIVITIES.map((positivity) => ({
      name: `${positivity} spline transform of ${spline.bins} bins`,
      transform: { ...spline, positivity },
    })),
  ),
];
const MIXTURES = (["full", "diagonal", "spherical"] as const).map((covariance, i) => ({
  components: i + 2,
  covariance,
  minDiagonal: 0.01,
}));

/** All operations that have a gradient. */
export const opCases: readonly OpCase[] = [
  ...ACTIVATIONS.flatMap((activation) =>
    [false, true].flatMap((residual) =>
      [false, true].map((masked) => denseCase(activation, residual, masked)),
    ),
  ),
  opCase("two layers with the same weights", (g, { h }, { features }) => {
    const layer = { weights: g.weights(features, features), activation: "tanh", residual: true };
    const tanh = { ...layer, activation: "tanh" } as const;
    return g.dense(g.dense(h, tanh), tanh);
  }),
  opCase("dense of a concatenation that starts with an input", (g, { h, c }, sizes) => {
    const weights = g.weights(2 * sizes.features, sizes.outputs);
    return g.dense(g.concat(c, h), { weights, activation: "tanh", residual: false });
  }),
  opCase("concat", (g, { h, c }) => g.concat(h, c, h)),
  opCase("gather", (g, { h }, { features, outputs }, uniform) =>
    g.gather(
      h,
      Array.from({ length: outputs }, () => Math.floor(uniform() * features)),
    ),
  ),
  ...UNARY.map((name) => opCase(name, (g, { h }) => g.unary(name, h))),
  opCase("log", (g, { h }) => g.unary("log", g.unary("softplus", h))),
  ...BINARY.flatMap((name) => [
    opCase(`${name} left`, (g, { h, c }) => g.binary(name, h, c)),
    opCase(`${name} right`, (g, { h, c }) => g.binary(name, c, h)),
    opCase(`${name} itself`, (g, { h }) => g.binary(name, h, h)),
  ]),
  opCase("scaleShift", (g, { h }, { features }, uniform) => {
    const constants = () => Array.from({ length: features }, () => 2 * uniform() - 1);
    return g.scaleShift(h, constants(), constants());
  }),
  ...REDUCTIONS.map((name) => opCase(name, (g, { h }) => g[name](h))),
  ...TRANSFORMS.flatMap(({ name, transform }) => [
    opCase(name, (g, { h, c }, { features }) =>
      g.transform(h, parametersFrom(g, [c, h], transformParams(transform) * features), transform),
    ),
    opCase(`${name} of an input`, (g, { h, c }, { features }) =>
      g.transform(c, parametersFrom(g, [h], transformParams(transform) * features), transform),
    ),
  ]),
  opCase("luLinear", (g, { h }, { features }) => g.luLinear(h, g.luWeights(features))),
  opCase("luLinear twice with the same weights", (g, { h }, { features }) => {
    const weights = g.luWeights(features);
    const once = g.gather(
      g.luLinear(h, weights),
      Array.from({ length: features }, (_, i) => i),
    );
    return g.luLinear(once, weights);
  }),
  ...MIXTURES.map((mixture) =>
    opCase(`${mixture.covariance} mixtureLogDensity`, (g, { h, c }, { features }) =>
      g.mixtureLogDensity(h, parametersFrom(g, [c, h], mixtureParams(mixture, features)), mixture),
    ),
  ),
];

/** `count` features made of `tensors`, each with weights of its own. */
function parametersFrom(g: GraphBuilder, tensors: readonly Tensor[], count: number): Tensor {
  const input = g.concat(...tensors);
  const weights = g.weights(input.features, count);
  return g.dense(input, { weights, activation: "none", residual: false });
}
