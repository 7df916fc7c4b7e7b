import { fromRows, matrix, row, stackRows } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { mafConfig } from "./config.ts";
import { normals, plainFlow, roughWeights } from "./flows.test.helper.ts";
import { maf, mafFromConfig } from "./index.ts";

const cases = [
  { targetDim: 1, contextDim: 1, transforms: 1, blocks: 0, hidden: 3 },
  { targetDim: 1, contextDim: 3, transforms: 3, blocks: 2, hidden: 10 },
  { targetDim: 2, contextDim: 2, transforms: 2, blocks: 1, hidden: 8 },
  { targetDim: 2, contextDim: 1, transforms: 5, blocks: 2, hidden: 50 },
  { targetDim: 5, contextDim: 4, transforms: 3, blocks: 2, hidden: 13 },
  { targetDim: 7, contextDim: 2, transforms: 2, blocks: 1, hidden: 5 },
];

describe.each(cases)("maf $targetDim | $contextDim, $transforms × $blocks × $hidden", (sizes) => {
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
    expectClose(score, normal, 1e-5);
  });

  test.each(["params", "target", "context"] as const)("gradient to %s", (name) => {
    const [target, context] = pairs(3, 6);
    const cotangent = normals(stream(4), 6, 1).data;
    const into = {
      params: new Float32Array(params.length),
      target: matrix(6, targetDim),
      context: matrix(6, contextDim),
    };
    const vjp = estimator.scoreVjp(params, target, context);
    expect(vjp.score).toEqual(estimator.score(params, target, context));
    vjp.pullback(cotangent, into);
    vjp.pullback(cotangent, { [name]: into[name] }); // adds to what is there, and only where asked
    const gradient = numbers(into[name]);
    const direction = unit(stream(5), gradient.length);
    const along = (step: number): number => {
      const at = { params: params.slice(), target: copy(target), context: copy(context) };
      direction.forEach((d, i) => (numbers(at[name])[i] += step * d));
      const score = estimator.score(at.params, at.target, at.context);
      return score.reduce((sum, s, i) => sum + s * cotangent[i], 0);
    };
    // Central differences of a float32 engine: truncation grows as h², rounding as 1e-6 / h.
    const h = 5e-3;
    const numeric = (along(h) - along(-h)) / (2 * h);
    const analytic = direction.reduce((sum, d, i) => sum + (d * gradient[i]) / 2, 0);
    expectClose([analytic], [numeric], 2e-3);
  });

  test("density and sampling are the flow written plainly, and its inverse", () => {
    const context = row(pairs(6, 1)[1], 0);
    const distribution = estimator.condition(params, context);
    const draws = distribution.sample(stream(7), 50);
    const density = distribution.logDensity(draws);
    const latents = normals(stream(7), 50, targetDim); // `sample` starts from these
    for (let i = 0; i < 50; i++) {
      const plain = plainFlow(config, params, row(draws, i), context);
      expectClose(plain.latent, row(latents, i), 1e-5);
      expectClose([density[i]], [plain.logDensity], 1e-5);
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
    expectClose(score, estimator.score(params, target, context), 1e-6);
    const cotangent = new Float64Array(20).fill(-1 / 20);
    const gradient = new Float32Array(params.length);
    estimator.scoreVjp(params, target, context).pullback(cotangent, { params: gradient });
    const norm = session.backward(cotangent);
    session.step({ learningRate: 1e-3, gradientScale: 1 });
    expectClose([norm], [Math.hypot(...gradient)], 1e-4);
    // Adam's first step is the learning rate against the gradient's sign, wherever that is not tiny.
    session.params().forEach((w, i) => {
      if (Math.abs(gradient[i]) < 1e-4) return;
      expect(Math.abs(w - (params[i] - 1e-3 * Math.sign(gradient[i])))).toBeLessThan(1e-6);
    });
  });
});

test("refuses rows that do not pair and weights that do not fit", () => {
  const estimator = maf()({ targetDim: 2, contextDim: 1 });
  const params = estimator.init(stream(1));
  expect(() => estimator.score(params, matrix(2, 2), matrix(1, 1))).toThrow(
    "shape 2 × 1, got 1 × 1",
  );
  expect(() => estimator.score(params.slice(1), matrix(1, 2), matrix(1, 1))).toThrow("params");
  expect(() => estimator.condition(params, new Float64Array(2))).toThrow("context of length 1");
  expect(() => maf({ hidden: 0 })({ targetDim: 2, contextDim: 1 })).toThrow("hidden");
  expect(() => mafFromConfig({ kind: "mdn" })).toThrow('kind "maf"');
});

/** Equal to `tolerance`, absolutely for numbers below one and relatively above. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    expect(error).toBeLessThan(tolerance);
  }
}

function standardNormal(v: Float64Array): number {
  return v.reduce((sum, z) => sum - z ** 2 / 2 - Math.log(2 * Math.PI) / 2, 0);
}

function unit(rng: Rng, length: number): Float64Array {
  const v = normals(rng, 1, length).data;
  const norm = Math.hypot(...v);
  return v.map((x) => x / norm);
}

function numbers(v: Float32Array | Matrix): Float32Array | Float64Array {
  return v instanceof Float32Array ? v : v.data;
}

function copy(m: Matrix): Matrix {
  return rowRange(m, 0, m.rows);
}

function rowRange(m: Matrix, from: number, to: number): Matrix {
  return matrix(to - from, m.cols, m.data.slice(from * m.cols, to * m.cols));
}
