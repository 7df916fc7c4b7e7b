import { stream } from "@retrodict/random";
import { graph, referenceEngine } from "@retrodict/tensor";
import { matrix } from "@retrodict/matrix";
import { expect, test } from "vitest";
import { adam } from "./index.ts";

test("follows the same path as an engine's Adam, gradients scaled or not", () => {
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
    const update = { learningRate: 0.01 / (1 + step), gradientScale: step % 2 ? 0.1 : 1 };
    const gradient = program.paramsGradient();
    optimiser.step(params, gradient, update);
    program.adamStep(update);
    program.params().forEach((w, i) => expect(params[i]).toBeCloseTo(w, 5));
  }
});

test("its first step is the learning rate against the gradient's sign", () => {
  const params = Float32Array.of(1, 2, 3);
  adam(3).step(params, Float32Array.of(3, -4, 0), { learningRate: 0.1, gradientScale: 0.2 });
  expect([...params].map((w) => Number(w.toFixed(5)))).toEqual([0.9, 2.1, 3]);
});
