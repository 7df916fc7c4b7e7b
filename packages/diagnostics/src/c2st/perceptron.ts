/** The classifier's network: two hidden layers of ten rectified units per dimension, one logit. */
import type { Rng } from "@retrodict/spec";
import { graph, type DenseWeights, type Graph } from "@retrodict/tensor";

const UNITS_PER_DIMENSION = 10;

export interface Perceptron {
  /** One input of `features`, one output, the logit. */
  readonly graph: Graph;
  readonly layers: readonly DenseWeights[];
}

export function perceptron(features: number): Perceptron {
  const g = graph();
  const layers = [
    g.weights(features, UNITS_PER_DIMENSION * features),
    g.weights(UNITS_PER_DIMENSION * features, UNITS_PER_DIMENSION * features),
    g.weights(UNITS_PER_DIMENSION * features, 1),
  ];
  const logit = layers.reduce(
    (input, weights, i) =>
      g.dense(input, {
        weights,
        activation: i < layers.length - 1 ? "relu" : "none",
        residual: false,
      }),
    g.input("point", features),
  );
  return { graph: g.build([logit]), layers };
}

/** Weights and biases uniform on ±√(6 / (inputs + outputs)) (Glorot & Bengio 2010). */
export function glorot(rng: Rng, { graph: { paramCount }, layers }: Perceptron): Float32Array {
  const params = new Float32Array(paramCount);
  for (const { offset, inputs, outputs } of layers) {
    const bound = Math.sqrt(6 / (inputs + outputs));
    const end = offset + (inputs + 1) * outputs;
    for (let i = offset; i < end; i++) params[i] = bound * (2 * rng.uniform() - 1);
  }
  return params;
}
