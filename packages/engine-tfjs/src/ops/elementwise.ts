import type { BinaryFunction, UnaryFunction } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";
import type { TfOp } from "./tf-op.ts";

const unaryFunctions: Readonly<Record<UnaryFunction, (x: tf.Tensor2D) => tf.Tensor2D>> = {
  tanh: (x) => tf.tanh(x),
  relu: (x) => tf.relu(x),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
  exp: (x) => tf.exp(x),
  log: (x) => tf.log(x),
  square: (x) => tf.square(x),
  negate: (x) => tf.neg(x),
};

export const unary: TfOp<"unary"> =
  ({ function: name }) =>
  ([x]) =>
    unaryFunctions[name](x);

const binaryFunctions: Readonly<
  Record<BinaryFunction, (left: tf.Tensor2D, right: tf.Tensor2D) => tf.Tensor2D>
> = {
  add: (left, right) => tf.add(left, right),
  subtract: (left, right) => tf.sub(left, right),
  multiply: (left, right) => tf.mul(left, right),
};

export const binary: TfOp<"binary"> =
  ({ function: name }) =>
  ([left, right]) =>
    binaryFunctions[name](left, right);

export const scaleShift: TfOp<"scaleShift"> =
  ({ scale, shift }) =>
  ([x]) =>
    tf.add(tf.mul(x, tf.tensor1d([...scale])), tf.tensor1d([...shift]));
