import { gatherRows, matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix, RatioEstimator } from "@retrodict/spec";
import { referenceEngine } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import {
  causalConvolution,
  convolution1d,
  denseEmbedding,
  embedded,
  embeddedFromConfig,
  permutationInvariant,
  withEmbedding,
} from "../index.ts";
import { largestError, normals, roughWeights, slopes } from "../testing/index.ts";
import { counted, flow, ratio, withoutSession } from "./estimators.test.helper.ts";

const engine = referenceEngine();
const small = { hidden: 6, outputs: 3 };
const cases = [
  { name: "dense", contextDim: 4, embedding: denseEmbedding(small) },
  {
    name: "convolution",
    contextDim: 24,
    embedding: convolution1d({ ...small, channels: 2, filters: [3, 4], kernel: 3, stride: 2 }),
  },
  {
    name: "averaged convolution",
    contextDim: 12,
    embedding: convolution1d({ ...small, filters: [5], pooling: "mean" }),
  },
  { name: "set", contextDim: 6, embedding: permutationInvariant({ ...small, trialDim: 2 }) },
  { name: "sequence", contextDim: 14, embedding: causalConvolution({ ...small, channels: 2 }) },
];

describe.each(cases)("a flow behind a $name embedding", ({ contextDim, embedding }) => {
  const estimator = withEmbedding(flow, embedding, engine)({ targetDim: 2, contextDim });
  const sizes = { targetDim: 2, contextDim: 3 };
  const params = roughWeights(stream("weights"), estimator);
  const target = normals(stream("target"), 5, 2);
  const context = normals(stream("context"), 5, contextDim);

  test.each(["params", "target", "context"] as const)("gradient to %s", (by) => {
    const { analytic, numeric } = slopes(stream(by), estimator, params, by);
    // Weights are rounded to float32 on either side of a step of 5e-3: 1e-7 of a few numbers over it.
    expect(largestError([analytic], [numeric])).toBeLessThan(1e-3);
  });

  test("a condition scores as the estimator does", () => {
    const first = context.data.slice(0, contextDim);
    const repeated = gatherRows(context, new Uint32Array(5));
    expect(estimator.condition(params, first).logDensity(target)).toEqual(
      estimator.score(params, target, repeated),
    );
  });

  test("its configuration, as JSON, rebuilds it", () => {
    const config = JSON.parse(JSON.stringify(estimator.config));
    const rebuilt = embeddedFromConfig(config, { flow: () => flow(sizes) }, engine);
    expect(rebuilt.config).toEqual(estimator.config);
    expect(rebuilt.init(stream(1))).toEqual(estimator.init(stream(1)));
    expect(rebuilt.score(params, target, context)).toEqual(
      estimator.score(params, target, context),
    );
  });
});

describe("a joint training session", () => {
  const shape = { targetDim: 2, contextDim: 4 };
  const target = normals(stream("target"), 6, 2);
  const rows = normals(stream("context"), 3, 4);
  const context = gatherRows(rows, [0, 0, 0, 1, 1, 2]);
  const cotangent = normals(stream("cotangent"), 6, 1).data;
  const estimator = withEmbedding(ratio, denseEmbedding(small), engine)(shape);
  const params = roughWeights(stream("weights"), estimator);

  test.each([
    ["of a graph", ratio],
    ["of an estimator without one", withoutSession(ratio)],
  ])("steps as the gradient says: the session %s", (_name, factory) => {
    const joint = withEmbedding(factory, denseEmbedding(small), engine)(shape);
    const session = joint.session!(params, 6);
    expect([...session.score(target, context)]).toEqual([
      ...estimator.score(params, target, context),
    ]);
    const gradient = new Float32Array(params.length);
    estimator.scoreVjp(params, target, context).pullback(cotangent, { params: gradient });
    expect(largestError([session.backward(cotangent)], [Math.hypot(...gradient)])).toBeLessThan(
      1e-6,
    );
    session.step({ learningRate: 1e-3, gradientScale: 1 });
    // Adam's first step is the learning rate against the gradient's sign, wherever that is not tiny.
    session.params().forEach((w, i) => {
      if (Math.abs(gradient[i]) < 1e-4) return;
      expect(Math.abs(w - (params[i] - 1e-3 * Math.sign(gradient[i])))).toBeLessThan(1e-6);
    });
  });

  test("gives the gradients of every row of data and target, if asked for", () => {
    const session = estimator.session!(params, 6, { contextGradient: true, targetGradient: true });
    session.score(target, context);
    session.backward(cotangent);
    const into = { context: matrix(6, 4), target: matrix(6, target.cols) };
    estimator.scoreVjp(params, target, context).pullback(cotangent, into);
    expect(largestError(session.contextGradient().data, into.context.data)).toBeLessThan(1e-6);
    expect(largestError(session.targetGradient().data, into.target.data)).toBeLessThan(1e-6);
  });

  test("rows of data that repeat are embedded once", () => {
    const { embedding, passes } = counted(denseEmbedding(small)(4, engine));
    const joint = embedded(embedding, ratio({ targetDim: 2, contextDim: 3 }));
    joint.session!(params, 6).score(target, context);
    joint.score(params, target, context);
    expect(passes).toEqual([3, 3]);
    const again = gatherRows(rows, [0, 1, 0, 1, 1, 0]); // only what is next to each other
    joint.score(params, target, again);
    expect(passes).toEqual([3, 3, 5]);
  });

  test("many rows at once, or some at a time", () => {
    const [manyTargets, manyContexts] = [normals(stream(1), 600, 2), normals(stream(2), 600, 4)];
    const whole = estimator.score(params, manyTargets, manyContexts);
    const part = (from: number, to: number) =>
      estimator.score(params, rowsOf(manyTargets, from, to), rowsOf(manyContexts, from, to));
    expect([...part(0, 7), ...part(7, 600)]).toEqual([...whole]);
  });
});

test("absent trials have no gradient, and do not disturb the others'", () => {
  const factory = permutationInvariant({ trialDim: 2, hidden: 6, outputs: 3 });
  const estimator = withEmbedding(flow, factory, engine)({ targetDim: 1, contextDim: 6 });
  const params = roughWeights(stream("weights"), estimator);
  const target = normals(stream("target"), 1, 1);
  const score = (...row: number[]): number =>
    estimator.score(params, target, matrix(1, 6, Float64Array.from(row)))[0];
  const row = [0.5, -1, NaN, NaN, 2, 0.3];
  const gradient = matrix(1, 6);
  const vjp = estimator.scoreVjp(params, target, matrix(1, 6, Float64Array.from(row)));
  vjp.pullback(Float64Array.of(1), { context: gradient });
  expect([...gradient.data.subarray(2, 4)]).toEqual([0, 0]);
  const h = 1e-5;
  for (const i of [0, 1, 4, 5]) {
    const moved = (by: number) => score(...row.map((v, j) => (j === i ? v + by : v)));
    expect(gradient.data[i]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 6);
  }
});

test("refuses parts and arguments that do not fit", () => {
  const net = denseEmbedding(small)(4, engine);
  expect(() => embedded(net, flow({ targetDim: 1, contextDim: 5 }))).toThrow(
    "[nn] expected an estimator with a context of 3, got one with 5",
  );
  const estimator: RatioEstimator = embedded(net, ratio({ targetDim: 1, contextDim: 3 }));
  const params = estimator.init(stream(1));
  expect(() => estimator.score(params, matrix(2, 1), matrix(1, 4))).toThrow(
    "context of shape 2 × 4",
  );
  expect(() => estimator.score(params.slice(1), matrix(1, 1), matrix(1, 4))).toThrow("params");
  const estimators = { ratio: () => ratio({ targetDim: 1, contextDim: 3 }) };
  expect(() => embeddedFromConfig({ kind: "embedded" }, estimators, engine)).toThrow(
    'kind "embedded"',
  );
  expect(() => embeddedFromConfig(estimator.config, {}, engine)).toThrow('got "ratio"');
});

function rowsOf(m: Matrix, from: number, to: number): Matrix {
  return matrix(to - from, m.cols, m.data.slice(from * m.cols, to * m.cols));
}
