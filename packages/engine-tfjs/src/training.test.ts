import { maf } from "@retrodict/maf";
import { stream } from "@retrodict/random";
import { referenceEngine, type Engine } from "@retrodict/tensor";
import { expect, test } from "vitest";
import { tfjsEngine } from "./tfjs-engine.ts";

const ROWS = 20;
const STEPS = 5;

/** Mean negative log-densities of a small flow, before every step on the same batch. */
function losses(engine: Engine): number[] {
  const rng = stream("training");
  const normals = (cols: number) => ({
    rows: ROWS,
    cols,
    data: Float64Array.from({ length: ROWS * cols }, () => rng.normal()),
  });
  const [target, context] = [normals(3), normals(2)];
  const options = { transforms: 2, blocks: 1, hidden: 8, engine };
  const estimator = maf(options)({ targetDim: 3, contextDim: 2 });
  const session = estimator.session!(estimator.init(rng), ROWS);
  return Array.from({ length: STEPS }, () => {
    const loss = -session.score(target, context).reduce((a, b) => a + b, 0) / ROWS;
    session.backward(new Float64Array(ROWS).fill(-1 / ROWS));
    session.step({ learningRate: 1e-2, gradientScale: 1 });
    return loss;
  });
}

test.each(["cpu", "wasm"] as const)(
  "a flow trains on %s as on the reference engine",
  async (backend) => {
    const expected = losses(referenceEngine());
    expect(expected[STEPS - 1]).toBeLessThan(expected[0] - 0.1);
    losses(await tfjsEngine({ backend })).forEach((loss, i) =>
      expect(Math.abs(loss - expected[i])).toBeLessThan(1e-4),
    );
  },
);
