import type { Embedding } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import { graph, referenceEngine, type Graph, type Program } from "@retrodict/tensor";
import { gradientProblem } from "@retrodict/tensor/testing";
import * as tf from "@tensorflow/tfjs-core";
import { layers, model as functional, input, sequential } from "@tensorflow/tfjs-layers";
import { describe, expect, test } from "vitest";
import { layersModelEmbedding, layersModelEmbeddingFromConfig } from "./layers-model-embedding.ts";
import { tfjsEngine } from "./tfjs-engine.ts";

const ROWS = 6;
const [INPUTS, HIDDEN, OUTPUTS] = [4, 5, 3];

/** The same network twice; TensorFlow.js stores its matrices input by input, a graph output by output. */
const layersModel = (trainable = true) =>
  sequential({
    layers: [
      layers.dense({ units: HIDDEN, activation: "tanh", inputShape: [INPUTS], trainable }),
      layers.dropout({ rate: 0.5 }),
      layers.dense({ units: OUTPUTS }),
    ],
  });
function plainGraph(): Graph {
  const g = graph();
  const dense = (inputs: number, outputs: number, activation: "tanh" | "none") =>
    ({ weights: g.weights(inputs, outputs), activation, residual: false }) as const;
  const hidden = g.dense(g.input("x", INPUTS), dense(INPUTS, HIDDEN, "tanh"));
  return g.build([g.dense(hidden, dense(HIDDEN, OUTPUTS, "none"))]);
}
function transposed(params: Float32Array): Float32Array {
  const out = params.slice();
  const transpose = (offset: number, inputs: number, outputs: number) => {
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++)
        out[offset + i * outputs + o] = params[offset + o * inputs + i];
  };
  transpose(0, INPUTS, HIDDEN);
  transpose((INPUTS + 1) * HIDDEN, HIDDEN, OUTPUTS);
  return out;
}

const net = plainGraph();
const problem = gradientProblem(net, ROWS, stream("embedding").uniform);

function run(program: Program, params: Float32Array) {
  program.setParams(params);
  const output = program.forward(problem.inputs)[0].data.slice();
  program.backward(problem.cotangents);
  return { output, input: program.inputGradient(0).data.slice(), params: program.paramsGradient() };
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) expect(actual[i]).toBeCloseTo(expected[i], 5);
}

const options = { rows: ROWS, gradients: true };
const expected = run(referenceEngine().compile(net, options), problem.params);

describe.each(["cpu", "wasm"] as const)("a layers model on %s", async (backend) => {
  await tfjsEngine({ backend });

  test("has the values and gradients of the same network as a graph", async () => {
    const embedding: Embedding = await layersModelEmbedding(layersModel(), { backend });
    const { inputDim, outputDim, paramCount } = embedding;
    expect([inputDim, outputDim, paramCount]).toEqual([INPUTS, OUTPUTS, net.paramCount]);
    const actual = run(embedding.compile(options), transposed(problem.params));
    expectClose(actual.output, expected.output);
    expectClose(actual.input, expected.input);
    expectClose(actual.params, transposed(expected.params));
  });

  test("keeps no tensor from one step to the next", async () => {
    const program = (await layersModelEmbedding(layersModel(), { backend })).compile(options);
    run(program, transposed(problem.params));
    const before = tf.memory();
    for (let i = 0; i < 5; i++) {
      run(program, transposed(problem.params));
      program.adamStep({ learningRate: 1e-3, gradientScale: 1 });
    }
    const after = tf.memory();
    expect([after.numTensors, after.numBytes]).toEqual([before.numTensors, before.numBytes]);
  });

  test("starts from the model's weights, and leaves frozen ones alone", async () => {
    const frozen = layersModel(false);
    const weights = frozen.weights.flatMap((weight) => [...weight.read().dataSync()]);
    const embedding = await layersModelEmbedding(frozen, { backend });
    const initial = embedding.init(stream(1));
    expect([...initial]).toEqual(weights);
    const program = embedding.compile(options);
    const { params } = run(program, initial);
    program.adamStep({ learningRate: 0.1, gradientScale: 1 });
    const moved = program.params().map((w, i) => Number(w !== initial[i]));
    expect(moved).toEqual(params.map((g) => Number(g !== 0)));
    const count = (INPUTS + 1) * HIDDEN;
    // A model lists its trainable weights first.
    expect(moved.slice(-count).every((flag) => flag === 0)).toBe(true);
    expect(moved.slice(0, -count).every((flag) => flag === 1)).toBe(true);
  });

  test("two programs of one model do not see each other's weights", async () => {
    const embedding = await layersModelEmbedding(layersModel(), { backend });
    const [a, b] = [embedding.compile(options), embedding.compile(options)];
    const params = transposed(problem.params);
    a.setParams(params);
    const alone = a.forward(problem.inputs)[0];
    b.setParams(params.map((w) => -w));
    b.forward(problem.inputs);
    expect(a.forward(problem.inputs)[0]).toEqual(alone);
  });
});

test("a configuration, through JSON, rebuilds the architecture", async () => {
  const embedding = await layersModelEmbedding(layersModel());
  const config = JSON.parse(JSON.stringify(embedding.config)) as typeof embedding.config;
  const again = await layersModelEmbeddingFromConfig(config);
  expect(again.config).toEqual(config);
  const params = transposed(problem.params);
  expectClose(run(again.compile(options), params).output, expected.output);
  const refused = expect(layersModelEmbeddingFromConfig({ kind: "dense" })).rejects;
  await refused.toThrow('expected a configuration of kind "tfjs-layers-model", got "dense"');
});

test("a convolution over a trace has the gradient of finite differences", async () => {
  const convolution = sequential({
    layers: [
      layers.conv1d({ filters: 2, kernelSize: 3, activation: "tanh", inputShape: [8, 1] }),
      layers.flatten(),
      layers.dense({ units: 1 }),
    ],
  });
  const embedding = await layersModelEmbedding(convolution);
  const { uniform } = stream("convolution");
  const params = embedding.init(stream(1)).map(() => uniform() - 0.5);
  const direction = params.map(() => uniform() - 0.5);
  const program = embedding.compile({ rows: 1, gradients: true });
  const row = { rows: 1, cols: 8, data: Float64Array.from({ length: 8 }, uniform) };
  const valueAt = (step: number): number => {
    program.setParams(params.map((w, i) => w + step * direction[i]));
    return program.forward([row])[0].data[0];
  };
  const STEP = 2 ** -5;
  const difference = (valueAt(STEP) - valueAt(-STEP)) / (2 * STEP);
  valueAt(0);
  program.backward([{ rows: 1, cols: 1, data: Float64Array.of(1) }]);
  const slope = program.paramsGradient().reduce((total, g, i) => total + g * direction[i], 0);
  // The step's square times a third derivative of order 1.
  expect(Math.abs(slope - difference)).toBeLessThan(STEP ** 2);
  expect(Math.abs(slope)).toBeGreaterThan(0.05);
});

test("models of unknown shape or several outputs are refused", async () => {
  const anyLength = sequential({
    layers: [layers.conv1d({ filters: 1, kernelSize: 2, inputShape: [null, 1] })],
  });
  await expect(layersModelEmbedding(anyLength)).rejects.toThrow(
    "of known shape, got [[null,null,1]]",
  );
  const x = input({ shape: [2] });
  const outputs = [layers.dense({ units: 1 }).apply(x), layers.dense({ units: 1 }).apply(x)];
  const twoOutputs = functional({ inputs: x, outputs: outputs as (typeof x)[] });
  await expect(layersModelEmbedding(twoOutputs)).rejects.toThrow("with one input and one output");
});
