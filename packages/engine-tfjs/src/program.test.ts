import { stream } from "@retrodict/random";
import { graph, referenceEngine, type Graph, type Program } from "@retrodict/tensor";
import { gradientProblem, type GradientProblem } from "@retrodict/tensor/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { tfjsEngine } from "./tfjs-engine.ts";

const FEATURES = 3;
const WIDTH = 13;
const update = { learningRate: 1e-2, gradientScale: 0.5 };

/** Two layers, the first of them with a mask that leaves weights out. */
function network(): Graph {
  const g = graph();
  const x = g.input("x", FEATURES);
  const mask = Uint8Array.from({ length: FEATURES * WIDTH }, (_, w) => (w % 4 === 0 ? 0 : 1));
  const hidden = g.weights(FEATURES, WIDTH, mask);
  const h = g.dense(x, { weights: hidden, activation: "tanh", residual: false });
  const out = g.weights(WIDTH, 2);
  return g.build([g.dense(h, { weights: out, activation: "none", residual: false })]);
}

const net = network();
const problem = (rows: number, seed = 1): GradientProblem =>
  gradientProblem(net, rows, stream(seed).uniform);

function step(program: Program, { inputs, cotangents }: GradientProblem): number {
  program.forward(inputs);
  program.backward(cotangents);
  program.adamStep(update);
  return program.gradientNorm();
}

function train(program: Program): Float32Array {
  program.setParams(problem(1).params);
  for (let i = 0; i < 5; i++) step(program, problem(11, i));
  return program.params();
}

describe.each(["cpu", "wasm"] as const)("programs on %s", async (backend) => {
  const engine = await tfjsEngine({ backend });
  const compiled = (rows = 16): Program => {
    const program = engine.compile(net, { rows, gradients: true });
    program.setParams(problem(1).params);
    return program;
  };

  test("are named after their backend", () => {
    expect(engine.name).toBe(`tfjs-${backend}`);
  });

  test("give back the weights they were given, masked ones too", () => {
    expect(compiled().params()).toEqual(problem(1).params);
  });

  test("follow Adam as the reference engine does", () => {
    const ours = compiled();
    const reference = referenceEngine().compile(net, { rows: 16, gradients: true });
    reference.setParams(problem(1).params);
    for (let i = 0; i < 20; i++) {
      const norm = step(reference, problem(16, i));
      expect(Math.abs(step(ours, problem(16, i)) / norm - 1)).toBeLessThan(1e-4);
    }
    // A step is at most the learning rate, whose sign a gradient near 0 leaves open to rounding.
    const expected = reference.params();
    ours.params().forEach((w, i) => expect(Math.abs(w - expected[i])).toBeLessThan(1e-4));
  });

  test("repeat their bytes, and a fresh start repeats a first one", () => {
    const program = compiled();
    const first = train(program);
    expect(train(program)).toEqual(first);
    expect(train(compiled())).toEqual(first);
  });

  test("keep no tensor and no memory from one step to the next", () => {
    const program = compiled();
    step(program, problem(16));
    const before = tf.memory();
    for (let i = 0; i < 10; i++) step(program, problem(16, i));
    program.inputGradient(0);
    const after = tf.memory();
    expect([after.numTensors, after.numBytes]).toEqual([before.numTensors, before.numBytes]);
  });

  test("differentiate the batch that was run, whatever becomes of its arrays", () => {
    const { inputs, cotangents } = problem(4);
    const program = compiled();
    const expected = (step(program, problem(4)), program.paramsGradient());
    const again = compiled();
    again.forward(inputs);
    inputs[0].data.fill(0);
    again.backward(cotangents);
    expect(again.paramsGradient()).toEqual(expected);
  });

  test("let NaN through to the outputs of its row and no other", () => {
    const { inputs } = problem(4);
    inputs[0].data[FEATURES] = Number.NaN;
    const rows = [...compiled().forward(inputs)[0].data].map(Number.isNaN);
    expect(rows).toEqual([false, false, true, true, false, false, false, false]);
  });

  test("take graphs without weights, and inputs that nothing depends on", () => {
    const g = graph();
    const [x] = [g.input("x", 2), g.input("unused", 3)];
    const built = g.build([g.sum(g.unary("square", x))]);
    const program = engine.compile(built, { rows: 1, gradients: true });
    program.forward([row(1, -2), row(7, 8, 9)]);
    program.backward([row(0.5)]);
    expect(program.inputGradient(0)).toEqual(row(1, -2));
    expect(program.inputGradient(1)).toEqual(row(0, 0, 0));
    expect(program.gradientNorm()).toBe(0);
  });

  test("leave weights alone that no output depends on", () => {
    const g = graph();
    const x = g.input("x", 1);
    g.weights(1, 1);
    const weights = g.weights(1, 1);
    g.weights(1, 1);
    const built = g.build([g.dense(x, { weights, activation: "none", residual: false })]);
    const program = engine.compile(built, { rows: 1, gradients: true });
    program.setParams(Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(program.forward([row(10)])[0]).toEqual(row(34));
    program.backward([row(1)]);
    expect(program.paramsGradient()).toEqual(Float32Array.of(0, 0, 10, 1, 0, 0));
  });

  test("refuse what does not fit", () => {
    const program = compiled(4);
    expect(() => program.forward(problem(5).inputs)).toThrow("expected at most 4 rows, got 5");
    expect(() => program.setParams(new Float32Array(3))).toThrow("expected params of length");
    expect(() => program.inputGradient(1)).toThrow("expected an input index");
    program.forward(problem(4).inputs);
    expect(() => program.backward(problem(3).cotangents)).toThrow("cotangent 0 of shape 4 × 2");
    const inference = engine.compile(net, { rows: 4 });
    expect(() => inference.backward(problem(4).cotangents)).toThrow("compile with gradients: true");
    expect(() => engine.compile(net, { rows: 0 })).toThrow("expected rows");
    const training = engine.compile(net, { rows: 4, gradients: true, inputGradients: false });
    expect(() => training.inputGradient(0)).toThrow("inputGradients: true");
  });
});

function row(...values: number[]) {
  return { rows: 1, cols: values.length, data: Float64Array.from(values) };
}
