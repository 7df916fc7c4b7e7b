import { stream } from "@retrodict/random";
import { graph, referenceEngine, type Graph, type Program } from "@retrodict/tensor";
import { gradientProblem, type GradientProblem } from "@retrodict/tensor/testing";
import { describe, expect, test } from "vitest";
import { wasmEngine } from "./wasm-engine.ts";

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

describe.each(["baseline", "relaxed"] as const)("programs on %s kernels", (kernels) => {
  const engine = wasmEngine({ kernels });
  const compiled = (rows = 16): Program => {
    const program = engine.compile(net, { rows, gradients: true });
    program.setParams(problem(1).params);
    return program;
  };

  test("are named after their kernels", () => {
    expect(engine.name).toBe(`wasm-${kernels}`);
  });

  test("give back the weights they were given, masked ones too", () => {
    expect(compiled().params()).toEqual(problem(1).params);
  });

  test("follow Adam as the reference engine does, clipped or not", () => {
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

  test("give a row the same bytes whatever the batch and the space for it", () => {
    const { inputs } = problem(9);
    const single = { rows: 1, cols: FEATURES, data: inputs[0].data.slice(0, FEATURES) };
    const alone = compiled(1).forward([single])[0].data;
    expect(compiled(64).forward(inputs)[0].data.slice(0, 2)).toEqual(alone);
    const used = compiled(100);
    used.forward(problem(100).inputs);
    expect(used.forward([single])[0].data).toEqual(alone);
  });

  test("leave nothing of a bad batch behind", () => {
    const program = compiled();
    const clean = step(compiled(), problem(5));
    const bad = problem(16);
    const paddingOfTheNext = 6;
    bad.inputs[0].data[paddingOfTheNext * FEATURES] = Number.NaN;
    program.forward(bad.inputs);
    program.backward(bad.cotangents);
    expect(program.gradientNorm()).toBeNaN();
    expect(step(program, problem(5))).toBe(clean);
  });

  test("let NaN through to the outputs of its row and no other", () => {
    const { inputs } = problem(4);
    inputs[0].data[FEATURES] = Number.NaN;
    const rows = [...compiled().forward(inputs)[0].data].map(Number.isNaN);
    expect(rows).toEqual([false, false, true, true, false, false, false, false]);
  });

  test("allocate nothing after the first step", () => {
    const program = compiled();
    const first = program.forward(problem(16).inputs)[0];
    expect(program.forward(problem(16, 2).inputs)[0]).toBe(first);
  });

  test("refuse what does not fit", () => {
    const program = compiled(4);
    expect(() => program.forward(problem(5).inputs)).toThrow("expected at most 4 rows, got 5");
    expect(() => program.forward([])).toThrow("expected inputs of length 1");
    expect(() => program.setParams(new Float32Array(3))).toThrow("expected params of length");
    expect(() => program.inputGradient(1)).toThrow("expected an input index");
    program.forward(problem(4).inputs);
    expect(() => program.backward(problem(3).cotangents)).toThrow("cotangent 0 of shape 4 × 2");
    const inference = engine.compile(net, { rows: 4 });
    expect(() => inference.backward(problem(4).cotangents)).toThrow("compile with gradients: true");
    expect(() => engine.compile(net, { rows: 0 })).toThrow("expected rows");
  });

  test("leave input gradients out where they are not asked for", () => {
    const program = engine.compile(net, { rows: 16, gradients: true, inputGradients: false });
    program.setParams(problem(1).params);
    const whole = compiled();
    expect(step(program, problem(16))).toBe(step(whole, problem(16)));
    expect(() => program.inputGradient(0)).toThrow("inputGradients: true");
  });
});
