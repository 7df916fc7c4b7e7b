import { gatherRows, matrix } from "@retrodict/matrix";
import { train } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Loss } from "@retrodict/spec";
import { expect, test } from "vitest";
import { flows, flowsFromConfig } from "./index.ts";

const shape = { targetDim: 2, contextDim: 1 };

test("a saved configuration makes the same densities", () => {
  const estimator = flows()(shape);
  const again = flowsFromConfig(JSON.parse(JSON.stringify(estimator.config)));
  const params = estimator.init(stream(1));
  const target = matrix(3, 2, Float64Array.of(0, 1, -1, 0.5, 2, 2));
  const context = matrix(3, 1, Float64Array.of(0, 1, 2));
  expect(again.score(params, target, context)).toEqual(estimator.score(params, target, context));
});

test("two separated modes are the spline flow's", async () => {
  const rng = stream("modes");
  const rows = 1500;
  const target = matrix(rows, 2);
  for (let i = 0; i < rows; i++) {
    const side = rng.uniform() < 0.5 ? -1 : 1;
    target.data.set([side + 0.05 * rng.normal(), side * side + 0.05 * rng.normal()], 2 * i);
  }
  const context = matrix(rows, 1);
  const loss: Loss = {
    pairs: (_rng, picked) => ({
      target: gatherRows(target, picked),
      context: gatherRows(context, picked),
    }),
    grade(_pairs, score, cotangent) {
      cotangent.fill(-1 / score.length);
      return -score.reduce((sum, s) => sum + s, 0) / score.length;
    },
  };
  const { params, history } = await train(stream(2), flows()(shape), loss, rows, { epochs: 15 });
  const [ofSplines, ofAffine] = params.slice(-3).map(Math.exp);
  expect(ofSplines).toBeGreaterThan(ofAffine);
  // The mixture is never worse than its best member on the rows that chose the shares.
  const best = Math.min(...history.members!.map(({ bestValidation }) => bestValidation));
  expect(history.bestValidation).toBeLessThanOrEqual(best + 1e-6);
}, 30_000);
