import { expect, test } from "vitest";
import { graph, penalisedWeights, referenceEngine } from "./index.ts";

const g = graph();
const masked = g.weights(2, 2, Uint8Array.of(1, 0, 1, 1));
const lu = g.luWeights(2);
const full = g.weights(2, 1);
const layer = { activation: "none", residual: false } as const;
const x = g.input("x", 2);
const h = g.gather(g.luLinear(g.dense(x, { weights: masked, ...layer }), lu), [0, 1]);
const built = g.build([g.dense(h, { weights: full, ...layer })]);
const isPenalised = Uint8Array.of(1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0);
const params = Float32Array.from(isPenalised, (_, i) => i - 4);

test("a penalty is on the weights of dense layers that are used, not on biases", () => {
  expect(penalisedWeights(built)).toEqual(isPenalised);
});

test("a step from the best fit goes down the penalty alone", () => {
  const program = referenceEngine().compile(built, { rows: 1, gradients: true });
  program.setParams(params);
  expect(program.weightNorm()).toBeCloseTo(Math.hypot(-4, -2, -1, 8, 9), 12);
  program.forward([{ rows: 1, cols: 2, data: Float64Array.of(1, 2) }]);
  program.backward([{ rows: 1, cols: 1, data: Float64Array.of(0) }]);
  const update = { learningRate: 0.1, gradientScale: 0.5, penalty: 0.4, epsilon: 0.2 };
  program.adamStep(update);
  program.params().forEach((w, i) => {
    const slope = update.gradientScale * update.penalty * isPenalised[i] * params[i];
    expect(w).toBeCloseTo(
      params[i] - (update.learningRate * slope) / (Math.abs(slope) + update.epsilon),
      6,
    );
  });
});
