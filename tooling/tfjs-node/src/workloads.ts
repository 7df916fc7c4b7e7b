/** Training steps that are repeated to be compared or timed. */
import { maf } from "@retrodict/maf";
import { fillNormal, stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { graph, type Engine } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";

/** Takes a step on always the same batch; returns the mean loss before it. */
export type Step = () => number;

export interface FlowSizes {
  readonly theta: number;
  readonly x: number;
  readonly rows: number;
  readonly transforms: number;
  readonly hidden: number;
  readonly learningRate: number;
}

/** A masked autoregressive flow: score, gradients, Adam. */
export function flowTraining(engine: Engine, sizes: FlowSizes): Step {
  const { theta, x, rows, transforms, hidden, learningRate } = sizes;
  const rng = stream("flow");
  const estimator = maf({ transforms, hidden, engine })({ targetDim: theta, contextDim: x });
  const session = estimator.session!(estimator.init(rng), rows);
  const [target, context] = [normals(rows, theta), normals(rows, x)];
  const cotangent = new Float64Array(rows).fill(-1 / rows);
  return () => {
    const score = session.score(target, context);
    const loss = -score.reduce((total, value) => total + value, 0) / rows;
    session.backward(cotangent);
    session.step({ learningRate, gradientScale: 1 });
    return loss;
  };
}

export interface DenseSizes {
  readonly layers: number;
  readonly width: number;
  readonly rows: number;
}

const LEARNING_RATE = 5e-4;

/** Dense tanh layers in a row, trained towards 0, as a graph. */
export function denseTraining(engine: Engine, { layers, width, rows }: DenseSizes): Step {
  const g = graph();
  const network = Array.from({ length: layers }).reduce<ReturnType<typeof g.input>>(
    (h) => g.dense(h, { weights: g.weights(width, width), activation: "tanh", residual: false }),
    g.input("x", width),
  );
  const built = g.build([g.sum(g.unary("square", network))]);
  const program = engine.compile(built, { rows, gradients: true, inputGradients: false });
  const rng = stream("dense");
  const bound = 1 / Math.sqrt(width);
  program.setParams(
    Float32Array.from({ length: built.paramCount }, () => bound * (2 * rng.uniform() - 1)),
  );
  const batch = normals(rows, width);
  const cotangent = { rows, cols: 1, data: new Float64Array(rows).fill(1 / rows) };
  return () => {
    const { data } = program.forward([batch])[0];
    program.backward([cotangent]);
    program.adamStep({ learningRate: LEARNING_RATE, gradientScale: 1 });
    return data.reduce((total, value) => total + value, 0) / rows;
  };
}

/** The same network as a user of TensorFlow.js would write it, on its active backend. */
export function plainDenseTraining({ layers, width, rows }: DenseSizes): Step {
  const bound = 1 / Math.sqrt(width);
  const network = Array.from({ length: layers }, () => ({
    kernel: tf.variable(tf.randomUniform<tf.Rank.R2>([width, width], -bound, bound)),
    bias: tf.variable(tf.randomUniform<tf.Rank.R1>([width], -bound, bound)),
  }));
  const optimizer = tf.train.adam(LEARNING_RATE);
  const batch = tf.tensor2d(Float32Array.from(normals(rows, width).data), [rows, width]);
  return () =>
    tf.tidy(() => {
      const loss = optimizer.minimize((): tf.Scalar => {
        const output = network.reduce<tf.Tensor2D>(
          (h, { kernel, bias }) => tf.tanh(tf.add(tf.matMul(h, kernel), bias)),
          batch,
        );
        return tf.div(tf.sum(tf.square(output)), rows);
      }, true);
      return loss!.dataSync()[0];
    });
}

function normals(rows: number, cols: number): Matrix {
  const data = new Float64Array(rows * cols);
  fillNormal(stream("batch"), data);
  return { rows, cols, data };
}
