import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";

/** What a program runs, as a function of tensors: of the flat parameter vector and the inputs. */
export interface TfFunction {
  evaluate(flat: Tensor1D, inputs: readonly Tensor2D[]): readonly Tensor2D[];
  /** Gradients of Σ cotangent · output, by TensorFlow.js's own reverse mode; absent unless asked for. */
  readonly pullback?: Pullback;
}

export type Pullback = (
  flat: Tensor1D,
  inputs: readonly Tensor2D[],
  cotangents: readonly Tensor2D[],
) => Gradients;

/** Undefined where the outputs do not depend on it. */
export interface Gradients {
  readonly flat: Tensor1D | undefined;
  readonly inputs: readonly (Tensor2D | undefined)[];
}
