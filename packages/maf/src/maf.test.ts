import { fromRows, matrix, row, stackRows } from "@retrodict/matrix";
import { largestError, normals, roughWeights, slopes, standardNormal } from "@retrodict/nn/testing";
import { stream } from "@retrodict/random";
import type { EstimatorShape, Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { mafConfig } from "./config.ts";
import { plainFlow } from "./flows.test.helper.ts";
import { maf, mafFromConfig, type MafOptions } from "./index.ts";

const splines = { transform: "spline", bins: 4 } as const;
const cases: readonly (MafOptions & EstimatorShape)[] = [
  { targetDim: 1, contextDim: 1, transforms: 1, blocks: 0, hidden: 3 },
  { targetDim: 1, contextDim: 3, transforms: 3, blocks: 2, hidden: 10 },
  { targetDim: 2, contextDim: 2, transforms: 2, blocks: 1, hidden: 8 },
  { targetDim: 2, contextDim: 1, transforms: 5, blocks: 2, hidden: 50 },
  { targetDim: 5, contextDim: 4, transforms: 3, blocks: 2, hidden: 13 },
  { targetDim: 7, contextDim: 2, transforms: 2, blocks: 1, hidden: 5 },
  { ...splines, targetDim: 1, contextDim: 2, transforms: 3, blocks: 1, hidden: 5 },
  { ...splines, targetDim: 2, contextDim: 1, transforms: 2, blocks: 1, hidden: 8, bound: 2 },
  { ...splines, targetDim: 5, contextDim: 4, transforms: 2, blocks: 2, hidden: 9 },
];
const title = "maf $transform $targetDim | $contextDim, $transforms × $blocks × $hidden";

describe.each(cases)(title, (sizes) => {
  const { targetDim, contextDim } = sizes;
  const config = mafConfig(sizes, sizes);
  const estimator = maf(sizes)(sizes);
  const params = roughWeights(stream("weights"), estimator);
  const pairs = (seed: number, rows: number): [target: Matrix, context: Matrix] => [
    normals(stream(seed), rows, targetDim),
    normals(stream(seed).fork("context"), rows, contextDim),
  ];

  test("starts as the standard normal, whatever the context", () => {
    const [target, context] = pairs(1, 20);
    const score = estimator.score(estimator.init(stream(2)), target, context);
    const normal = Array.from(score, (_, i) => standardNormal(row(target, i)));
    expect(largestError(score, normal)).toBeLessThan(1e-5);
  });

  test.each(["params", "target", "context"] as const)("gradient to %s", (by) => {
    const { analytic, numeric } = slopes(stream(3), estimator, params, by);
    expect(largestError([analytic], [numeric])).toBeLessThan(2e-3);
  });

  test("density and sampling are the flow written plainly, and its inverse", () => {
    const context = row(pairs(6, 1)[1], 0);
    const distribution = estimator.condition(params, context);
    const draws = distribution.sample(stream(7), 50);
    const density = distribution.logDensity(draws);
    const latents = normals(stream(7), 50, targetDim); // `sample` starts from these
    for (let i = 0; i < 50; i++) {
      const plain = plainFlow(config, params, row(draws, i), context);
      expect(largestError(plain.latent, row(latents, i))).toBeLessThan(1e-5);
      expect(largestError([density[i]], [plain.logDensity])).toBeLessThan(1e-5);
    }
  });

  test("a condition scores as the estimator does, and keeps its own weights", () => {
    const [target, context] = pairs(8, 5);
    const mutable = params.slice();
    const distribution = estimator.condition(mutable, row(context, 0));
    const repeated = fromRows(Array.from({ length: 5 }, () => row(context, 0)));
    const expected = estimator.score(params, target, repeated);
    expect(distribution.logDensity(target)).toEqual(expected);
    mutable.fill(0);
    estimator.score(mutable, target, context);
    estimator.condition(mutable, row(context, 0)).logDensity(target);
    expect(distribution.logDensity(target)).toEqual(expected);
  });

  test("results do not depend on how the rows are cut", () => {
    const [target, context] = pairs(9, 600);
    const part = (from: number, to: number) =>
      estimator.score(params, rowRange(target, from, to), rowRange(context, from, to));
    const whole = estimator.score(params, target, context);
    expect([...part(0, 1), ...part(1, 300), ...part(300, 600)]).toEqual([...whole]);
    const distribution = estimator.condition(params, row(context, 0));
    const rng = stream(10);
    const pieces = stackRows(distribution.sample(rng, 3), distribution.sample(rng, 297));
    expect(distribution.sample(stream(10), 300)).toEqual(pieces);
  });

  test("its configuration, as JSON, rebuilds it", () => {
    const rebuilt = mafFromConfig(JSON.parse(JSON.stringify(estimator.config)));
    expect(rebuilt.config).toEqual(estimator.config);
    const [target, context] = pairs(11, 4);
    expect(rebuilt.init(stream(12))).toEqual(estimator.init(stream(12)));
    expect(rebuilt.score(params, target, context)).toEqual(
      estimator.score(params, target, context),
    );
  });

  test("a training session steps as its gradient says", () => {
    const [target, context] = pairs(13, 20);
    const session = estimator.session!(params, 32);
    const score = session.score(target, context).slice();
    expect(largestError(score, estimator.score(params, target, context))).toBeLessThan(1e-6);
    const cotangent = new Float64Array(20).fill(-1 / 20);
    const gradient = new Float32Array(params.length);
    estimator.scoreVjp(params, target, context).pullback(cotangent, { params: gradient });
    const norm = session.backward(cotangent);
    session.step({ learningRate: 1e-3, gradientScale: 1 });
    expect(largestError([norm], [Math.hypot(...gradient)])).toBeLessThan(1e-4);
    // Adam's first step is the learning rate against the gradient's sign, wherever that is not tiny.
    session.params().forEach((w, i) => {
      if (Math.abs(gradient[i]) < 1e-4) return;
      expect(Math.abs(w - (params[i] - 1e-3 * Math.sign(gradient[i])))).toBeLessThan(1e-6);
    });
  });
});

test("a configuration from before there were splines is of an affine flow", () => {
  const { transform, ...before } = mafConfig({ targetDim: 2, contextDim: 1 }, {});
  expect(transform).toBe("affine");
  expect(mafFromConfig(before).config).toEqual({ ...before, transform });
});

test("refuses rows that do not pair and weights that do not fit", () => {
  const shape = { targetDim: 2, contextDim: 1 };
  const estimator = maf()(shape);
  const params = estimator.init(stream(1));
  expect(() => estimator.score(params, matrix(2, 2), matrix(1, 1))).toThrow(
    "shape 2 × 1, got 1 × 1",
  );
  expect(() => estimator.score(params.slice(1), matrix(1, 2), matrix(1, 1))).toThrow("params");
  expect(() => estimator.condition(params, new Float64Array(2))).toThrow("context of length 1");
  expect(() => maf({ hidden: 0 })(shape)).toThrow("hidden");
  expect(() => maf({ bins: 4 })(shape)).toThrow('transform: "spline"');
  expect(() => maf({ transform: "cubic" as "spline" })(shape)).toThrow("got cubic");
  expect(() => maf({ transform: "spline", bound: 0 })(shape)).toThrow("bound");
  expect(() => mafFromConfig({ kind: "mdn" })).toThrow('kind "maf"');
});

function rowRange(m: Matrix, from: number, to: number): Matrix {
  return matrix(to - from, m.cols, m.data.slice(from * m.cols, to * m.cols));
}
