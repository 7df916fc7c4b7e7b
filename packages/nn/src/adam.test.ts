import { stream } from "@retrodict/random";
import { graph, referenceEngine } from "@retrodict/tensor";
import { matrix } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { adam } from "./index.ts";

test("follows the same path as an engine's Adam, clipped or not", () => {
  // A network of one dense layer whose gradient we can read back, stepped by both.
  const rng = stream("adam");
  const g = graph();
  const x = g.input("x", 3);
  const layer = { weights: g.weights(3, 2), activation: "tanh", residual: false } as const;
  const built = g.build([g.dense(x, layer)]);
  const program = referenceEngine().compile(built, { rows: 4, gradients: true });
  const params = new Float32Array(built.paramCount).map(() => rng.normal());
  program.setParams(params);
  const optimiser = adam(params.length);
  for (let step = 0; step < 30; step++) {
    const input = matrix(
      4,
      3,
      new Float64Array(12).map(() => rng.normal()),
    );
    program.forward([input]);
    program.backward([
      matrix(
        4,
        2,
        new Float64Array(8).map(() => 10 * rng.normal()),
      ),
    ]);
    const update = { learningRate: 0.01 / (1 + step), maxGradientNorm: step % 2 ? 5 : 1e6 };
    const gradient = program.paramsGradient();
    const norm = optimiser.step(params, gradient, update);
    expect(norm).toBeCloseTo(program.adamStep(update), 4);
    program.params().forEach((w, i) => expect(params[i]).toBeCloseTo(w, 5));
  }
});

test("its first step is the learning rate against the gradient's sign", () => {
  const params = Float32Array.of(1, 2, 3);
  const norm = adam(3).step(params, Float32Array.of(3, -4, 0), {
    learningRate: 0.1,
    maxGradientNorm: 1,
  });
  expect(norm).toBe(5);
  expect([...params].map((w) => Number(w.toFixed(5)))).toEqual([0.9, 2.1, 3]);
});

test("a gradient that is not finite changes nothing", () => {
  const params = Float32Array.of(1, 2);
  const optimiser = adam(2);
  const update = { learningRate: 0.1, maxGradientNorm: 1 };
  expect(optimiser.step(params, Float32Array.of(NaN, 1), update)).toBeNaN();
  expect(optimiser.step(params, Float32Array.of(Infinity, 1), update)).toBe(Infinity);
  expect([...params]).toEqual([1, 2]);
  optimiser.step(params, Float32Array.of(1, 1), update);
  expect(params[0]).toBeCloseTo(0.9, 6); // still the first step
});
