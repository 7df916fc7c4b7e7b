import { fromRows, matrix, row, stackRows } from "@retrodict/matrix";
import { largestError, normals, roughWeights, slopes, standardNormal } from "@retrodict/nn/testing";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { nsfConfig } from "./config.ts";
import { nsf, nsfFromConfig } from "./index.ts";
import { plainNsf } from "./plain-nsf.test.helper.ts";

const small = { transforms: 2, blocks: 1, hidden: 8, bins: 4 };
const cases = [
  { form: "coupling", targetDim: 1, contextDim: 1, ...small, transforms: 1, blocks: 0 },
  { form: "coupling", targetDim: 1, contextDim: 3, ...small, blocks: 2 },
  { form: "coupling", targetDim: 2, contextDim: 1, ...small, bound: 2 },
  { form: "coupling", targetDim: 2, contextDim: 2, ...small, blocks: 0 },
  { form: "coupling", targetDim: 5, contextDim: 4, transforms: 3, blocks: 2, hidden: 9 },
  { form: "autoregressive", targetDim: 1, contextDim: 2, ...small },
  { form: "autoregressive", targetDim: 2, contextDim: 1, ...small, bound: 2 },
  { form: "autoregressive", targetDim: 5, contextDim: 4, transforms: 3, blocks: 2, hidden: 9 },
] as const;

describe.each(cases)("$form nsf $targetDim | $contextDim, $transforms × $blocks", (sizes) => {
  const { targetDim, contextDim } = sizes;
  const config = nsfConfig(sizes, sizes);
  const estimator = nsf(sizes)(sizes);
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
    const { analytic, numeric } = slopes(stream(4), estimator, params, by);
    expect(largestError([analytic], [numeric])).toBeLessThan(2e-3);
  });

  test("density and sampling are the flow written plainly, and its inverse", () => {
    const context = row(pairs(6, 1)[1], 0);
    const distribution = estimator.condition(params, context);
    const draws = distribution.sample(stream(7), 50);
    const density = distribution.logDensity(draws);
    const latents = normals(stream(7), 50, targetDim); // `sample` starts from these
    for (let i = 0; i < 50; i++) {
      const plain = plainNsf(config, params, row(draws, i), context);
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
    mutable.fill(0);
    estimator.score(mutable, target, context);
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

  test("its configuration, as JSON, rebuilds it; the same seed gives the same weights", () => {
    const rebuilt = nsfFromConfig(JSON.parse(JSON.stringify(estimator.config)));
    const [target, context] = pairs(11, 4);
    expect(rebuilt.config).toEqual(estimator.config);
    expect(rebuilt.init(stream(12))).toEqual(estimator.init(stream(12)));
    expect(rebuilt.score(params, target, context)).toEqual(
      estimator.score(params, target, context),
    );
  });
});

test("is sbi's architecture by default", () => {
  const { config, paramCount } = nsf()({ targetDim: 3, contextDim: 2 });
  expect(config).toEqual({
    kind: "nsf",
    form: "coupling",
    targetDim: 3,
    contextDim: 2,
    transforms: 5,
    blocks: 2,
    hidden: 50,
    bins: 10,
    bound: 3,
  });
  // Even layers move two of three dimensions given one, odd ones the other way round.
  const first = 50 * (3 * (1 + 2 + 1) + 2 * (2 + 2 + 1));
  const blocks = 5 * 2 * (2 * 50 * 51 + 50 * 3);
  const last = 29 * 51 * (3 * 2 + 2 * 1);
  expect(paramCount).toBe(first + blocks + last + 5 * 3 * 4);
});

test("refuses rows that do not pair, weights and options that do not fit", () => {
  const estimator = nsf()({ targetDim: 2, contextDim: 1 });
  const params = estimator.init(stream(1));
  expect(() => estimator.score(params, matrix(2, 2), matrix(1, 1))).toThrow(
    "shape 2 × 1, got 1 × 1",
  );
  expect(() => estimator.score(params.slice(1), matrix(1, 2), matrix(1, 1))).toThrow("params");
  expect(() => estimator.condition(params, new Float64Array(2))).toThrow("context of length 1");
  const shape = { targetDim: 2, contextDim: 1 };
  expect(() => nsf({ bins: 0 })(shape)).toThrow("bins");
  expect(() => nsf({ bound: Number.NaN })(shape)).toThrow("bound");
  expect(() => nsf({ form: "affine" as "coupling" })(shape)).toThrow("got affine");
  expect(() => nsfFromConfig({ kind: "maf" })).toThrow('kind "nsf"');
});

function rowRange(m: Matrix, from: number, to: number): Matrix {
  return matrix(to - from, m.cols, m.data.slice(from * m.cols, to * m.cols));
}
