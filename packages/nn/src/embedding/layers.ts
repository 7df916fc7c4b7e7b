import type { Rng } from "@retrodict/spec";
import type { Activation, DenseWeights, GraphBuilder, Tensor } from "@retrodict/tensor";

/** Adds dense layers to a graph and remembers their weights, so that they can be drawn. */
export interface Layers {
  /** A layer that may be applied to any number of tensors, always with the same weights. */
  shared(inputs: number, outputs: number, activation: Activation): (input: Tensor) => Tensor;
  /** One layer after another: ReLU layers of these widths, then a linear one to `outputs`. */
  head(input: Tensor, widths: readonly number[], outputs: number): Tensor;
  /** Initial weights of all layers, into the flat vector: inputs of variance 1 give outputs of variance about 1. */
  init(rng: Rng, params: Float32Array): void;
}

export function layersOf(g: GraphBuilder): Layers {
  const added: { readonly weights: DenseWeights; readonly activation: Activation }[] = [];
  const shared: Layers["shared"] = (inputs, outputs, activation) => {
    const weights = g.weights(inputs, outputs);
    added.push({ weights, activation });
    return (input) => g.dense(input, { weights, activation, residual: false });
  };
  const append = (input: Tensor, outputs: number, activation: Activation): Tensor =>
    shared(input.features, outputs, activation)(input);
  return Object.freeze<Layers>({
    shared,
    head: (input, widths, outputs) =>
      append(
        widths.reduce((h, width) => append(h, width, "relu"), input),
        outputs,
        "none",
      ),
    init(rng, params) {
      added.forEach(({ weights, activation }, i) => {
        initScaled(rng.fork(i), params, weights, activation === "relu" ? 2 : 1);
      });
    },
  });
}

/**
 * Uniform weights of variance gain / n for n inputs: 2 before a ReLU, which halves the second moment, 1 elsewhere (He
 * et al. 2015). A deep net whose layers each shrank their input would give an estimator nothing to start from.
 * Biases are uniform on ±1/√n, so that the ReLUs of few inputs do not all turn at the same point.
 */
function initScaled(
  rng: Rng,
  params: Float32Array,
  { offset, inputs, outputs }: DenseWeights,
  gain: number,
): void {
  const reach = Math.sqrt((3 * gain) / inputs);
  const biases = offset + inputs * outputs;
  for (let i = offset; i < biases; i++) params[i] = reach * (2 * rng.uniform() - 1);
  for (let i = biases; i < biases + outputs; i++) {
    params[i] = (2 * rng.uniform() - 1) / Math.sqrt(inputs);
  }
}
