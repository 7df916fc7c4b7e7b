/** A masked autoregressive network of random shape, as a forward flow and as its inverse. */
import { graph } from "../graph.ts";
import { transformParams } from "../parameters.ts";
import type { Activation, DenseLayer, Graph, GraphBuilder, Transform } from "../types.ts";

export interface AutoregressiveSizes {
  readonly dim: number;
  readonly context: number;
  readonly hidden: number;
  /** Hidden layers, of which all but the first are residual. */
  readonly depth: number;
  readonly activation: Activation;
  readonly transform: Transform;
  /** Whether hidden units come in the order of what they see, as in practice, or in any order. */
  readonly sorted: boolean;
}

export interface AutoregressiveCase {
  /** Inputs x and context; output (z, log |det|). */
  readonly forward: Graph;
  /** Inputs z and context; output x. Its weights are laid out as in `forward`. */
  readonly inverse: Graph;
  /** Inputs x and context; output the transform's parameters, for a caller's own inverse. */
  readonly conditioner: Graph;
}

export function autoregressiveCase(
  sizes: AutoregressiveSizes,
  uniform: () => number,
): AutoregressiveCase {
  const { dim, context, transform } = sizes;
  const degrees = Array.from({ length: sizes.hidden }, () => Math.floor(uniform() * dim));
  if (sizes.sorted) degrees.sort((a, b) => a - b);
  const network = (g: GraphBuilder) => {
    const x = g.input("x", dim);
    const c = g.input("context", context);
    const layers = layersOf(g, sizes, degrees);
    const pairs = layers.reduce((h, layer) => g.dense(h, layer), g.concat(c, x));
    return { x, pairs };
  };
  const forward = graph();
  const { x, pairs } = network(forward);
  const conditioner = graph();
  const inverse = graph();
  const z = inverse.input("z", dim);
  const c = inverse.input("context", context);
  const solved = inverse.autoregressiveInverse(z, c, layersOf(inverse, sizes, degrees), transform);
  return {
    forward: forward.build([forward.transform(x, pairs, transform)]),
    inverse: inverse.build([solved]),
    conditioner: conditioner.build([network(conditioner).pairs]),
  };
}

type Visibility = (output: number, input: number) => boolean;

function maskOf(inputs: number, outputs: number, sees: Visibility): Uint8Array {
  const at = (w: number): boolean => sees(Math.floor(w / inputs), w % inputs);
  return Uint8Array.from({ length: inputs * outputs }, (_, w) => (at(w) ? 1 : 0));
}

/** Masks after Germain et al. 2015: a unit of degree m sees x[0…m−1]. */
function layersOf(
  g: GraphBuilder,
  { dim, context, hidden, depth, activation, transform }: AutoregressiveSizes,
  degrees: readonly number[],
): readonly DenseLayer[] {
  const layer = (inputs: number, outputs: number, sees: Visibility) =>
    g.weights(inputs, outputs, maskOf(inputs, outputs, sees));
  const first = layer(context + dim, hidden, (o, i) => i < context + degrees[o]);
  const between = Array.from({ length: depth - 1 }, () =>
    layer(hidden, hidden, (o, i) => degrees[i] <= degrees[o]),
  );
  const count = transformParams(transform);
  const last = layer(hidden, count * dim, (o, i) => degrees[i] <= Math.floor(o / count));
  return [
    { weights: first, activation, residual: false },
    ...between.map((weights) => ({ weights, activation, residual: true })),
    { weights: last, activation: "none", residual: false },
  ];
}
