/** A layers model as a function of tensors. */
import { assert } from "@retrodict/check";
import type { CompileOptions, Graph } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { gradientsOf } from "./gradients.ts";
import type { TfFunction } from "./tf-function.ts";

/** The shape of one row, and how many numbers that is, going in and coming out. */
export interface ModelShape {
  readonly input: readonly number[];
  readonly inputDim: number;
  readonly outputDim: number;
}

export function modelShape(model: LayersModel): ModelShape {
  const shapes = [model.inputs, model.outputs].map((tensors) => {
    const dims = tensors.length === 1 ? tensors[0].shape.slice(1) : [];
    const sizes = dims.filter((size) => size !== null);
    assert(
      sizes.length > 0 && sizes.length === dims.length,
      "shape",
      "engine-tfjs",
      () =>
        `expected a model with one input and one output of known shape, got ${JSON.stringify(tensors.map(({ shape }) => shape))}; give its first layer an inputShape without null`,
    );
    return sizes;
  });
  const [input, output] = shapes;
  return {
    input,
    inputDim: tf.util.sizeFromShape(input),
    outputDim: tf.util.sizeFromShape(output),
  };
}

/** A graph of the model's shapes only: what the arguments of its programs are checked against. */
export function modelSignature({ inputDim, outputDim }: ModelShape, paramCount: number): Graph {
  const row = { op: "input", name: "row", features: inputDim } as const;
  const embedding = { op: "input", name: "embedding", features: outputDim } as const;
  return { nodes: [row, embedding], inputs: [0], outputs: [1], paramCount };
}

/** The model's weights one after the other, in the order in which it lists them. */
export function flatWeights(model: LayersModel): Float32Array {
  return Float32Array.from(model.weights.flatMap((weight) => [...weight.read().dataSync()]));
}

/** Writes the weights into the model's variables and runs it. */
export function modelFunction(
  model: LayersModel,
  shape: ModelShape,
  options: CompileOptions,
): TfFunction {
  const { gradients = false, inputGradients = gradients } = options;
  const weights = model.weights;
  const trainable = new Set(model.trainableWeights);
  const sizes = weights.map((weight) => tf.util.sizeFromShape(weight.shape as number[]));

  function load(flat: tf.Tensor1D): void {
    const parts = sizes.length > 1 ? tf.split(flat, sizes) : [flat];
    weights.forEach((weight, i) => weight.write(tf.reshape(parts[i], weight.shape as number[])));
  }
  function apply(x: tf.Tensor2D): tf.Tensor2D {
    const rows = x.shape[0];
    const y = model.apply(tf.reshape(x, [rows, ...shape.input]), { training: false });
    return tf.reshape(y as tf.Tensor, [rows, shape.outputDim]);
  }
  return {
    evaluate(flat, [x]) {
      load(flat);
      return [apply(x)];
    },
    ...(gradients && {
      pullback(flat, [x], cotangents) {
        load(flat);
        const variables = weights.filter((w) => trainable.has(w)).map((w) => w.read());
        const of = inputGradients ? [...variables, x] : variables;
        const found = gradientsOf(of, cotangents, () => [apply(x)]);
        const parts = weights.map((weight) => {
          const variable = weight.read();
          return tf.reshape<tf.Rank.R1>(found.get(variable) ?? tf.zerosLike(variable), [-1]);
        });
        return {
          flat: parts.length > 0 ? tf.concat1d(parts) : undefined,
          inputs: [found.get(x) as tf.Tensor2D | undefined],
        };
      },
    }),
  };
}
