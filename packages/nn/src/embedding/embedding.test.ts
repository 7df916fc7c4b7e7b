import { columnStds, fromRows, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import { graph, referenceEngine } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { largestError, normals } from "../testing/index.ts";
import { causalFeatures } from "./causal-convolution.ts";
import { outputs } from "./estimators.test.helper.ts";
import {
  causalConvolution,
  convolution1d,
  denseEmbedding,
  embeddingFromConfig,
  permutationInvariant,
} from "../index.ts";
import { layersOf } from "./layers.ts";
import { positionsOf } from "./positions.ts";

const engine = referenceEngine();

const cases = [
  { name: "dense", inputDim: 30, factory: denseEmbedding() },
  {
    name: "convolution",
    inputDim: 60,
    factory: convolution1d({ channels: 2, filters: [6, 7], kernel: 4, stride: 2 }),
  },
  {
    name: "averaged convolution",
    inputDim: 30,
    factory: convolution1d({ filters: [6], pooling: "mean" }),
  },
  { name: "set", inputDim: 6, factory: permutationInvariant({ trialDim: 2 }) },
  { name: "sequence", inputDim: 22, factory: causalConvolution({ channels: 2, hidden: 20 }) },
];

describe.each(cases)("a $name embedding", ({ inputDim, factory }) => {
  const embedding = factory(inputDim, engine);
  const data = normals(stream("data"), 200, inputDim);
  test("its configuration, as JSON, rebuilds it", () => {
    const rebuilt = embeddingFromConfig(JSON.parse(JSON.stringify(embedding.config)), engine);
    expect(rebuilt.config).toEqual(embedding.config);
    const params = embedding.init(stream(1));
    expect(rebuilt.init(stream(1))).toEqual(params);
    expect(outputs(rebuilt, params, data)).toEqual(outputs(embedding, params, data));
  });

  test("starts with outputs of about the standard size", () => {
    const variances = [1, 2, 3, 4].map((seed) => {
      const spread = columnStds(outputs(embedding, embedding.init(stream(seed)), data));
      return spread.reduce((sum, s) => sum + s ** 2 / spread.length, 0);
    });
    const size = Math.sqrt(variances.reduce((a, b) => a + b) / variances.length);
    // Averages over a row vary less from row to row.
    expect(size).toBeGreaterThan(0.25);
    expect(size).toBeLessThan(1.5);
  });
});

describe("a set of trials", () => {
  const embedding = permutationInvariant({ trialDim: 2, hidden: 10, outputs: 3 })(8, engine);
  const params = embedding.init(stream("set"));
  const absent = [NaN, NaN];
  const [a, b, c] = [
    [0.3, -1],
    [2, 0.5],
    [-0.7, 0.1],
  ];

  const seen = (...rows: readonly number[][]) => outputs(embedding, params, fromRows(rows));

  test("has no order, wherever trials are absent", () => {
    const orders = seen(
      [...a, ...b, ...c, ...absent],
      [...c, ...b, ...a, ...absent],
      [...absent, ...b, ...c, ...a],
      [...b, ...absent, ...a, ...c],
    );
    // Sums of float64 in another order.
    for (let i = 1; i < 4; i++) {
      expect(largestError(row(orders, i), row(orders, 0))).toBeLessThan(1e-14);
    }
  });

  test("counts its trials: twice the same is not once", () => {
    const rest = [...absent, ...absent];
    const sets = seen(
      [...a, ...absent, ...rest],
      [...a, ...a, ...rest],
      [...b, ...absent, ...rest],
    );
    expect(largestError(row(sets, 1), row(sets, 0))).toBeGreaterThan(0.01);
    expect(largestError(row(sets, 2), row(sets, 0))).toBeGreaterThan(0.01);
  });

  test("refuses trials that are there in part, rows without trials, and infinite values", () => {
    const rest = [...absent, ...absent];
    expect(() => seen([...a, 1, NaN, ...rest])).toThrow(
      "[nn] expected trials that are finite or absent, got NaN in a part of trial 1 of row 0",
    );
    expect(() => seen([...a, 1, Infinity, ...rest])).toThrow("got Infinity in a part of trial 1");
    expect(() => seen([...absent, ...absent, ...rest])).toThrow("expected at least one trial");
  });
});

test("a feature of a sequence tells of all steps up to it, and of none after", () => {
  const length = 11;
  const g = graph();
  const layers = layersOf(g);
  const steps = positionsOf(g, g.input("sequence", length), 1);
  const feature = causalFeatures(g, steps, layers, 12);
  const built = g.build(steps.map((_, i) => feature(i)));
  const params = new Float32Array(built.paramCount);
  layers.init(stream("causal"), params);
  const program = engine.compile(built, { rows: 1 });
  program.setParams(params);
  const run = (data: Float64Array) =>
    program.forward([matrix(1, length, data)]).map((m) => m.data.slice());
  const base = normals(stream("steps"), 1, length).data;
  const before = run(base);
  for (let changed = 0; changed < length; changed++) {
    const after = run(base.map((v, i) => (i === changed ? v + 1 : v)));
    const differs = after.map((values, i) => values.some((v, j) => v !== before[i][j]));
    expect(differs).toEqual(Array.from({ length }, (_, i) => i >= changed));
  }
});

test("refuses data that do not fit and configurations of others", () => {
  expect(() => convolution1d({ channels: 3 })(20, engine)).toThrow(
    "[nn] expected rows whose length is a multiple of channels = 3, got 20",
  );
  expect(() => convolution1d()(30, engine)).toThrow(
    "at least kernel = 8 positions before convolution 1",
  );
  expect(() => convolution1d({ filters: [0] })(30, engine)).toThrow("filters");
  expect(() => denseEmbedding({ hidden: 0 })(3, engine)).toThrow("hidden");
  expect(() => embeddingFromConfig({ kind: "maf" }, engine)).toThrow('got "maf"');
  expect(() => embeddingFromConfig({ kind: "toString" }, engine)).toThrow('got "toString"');
  const { config } = denseEmbedding()(3, engine);
  const { hidden: _hidden, ...part } = config;
  expect(() => embeddingFromConfig({ ...part, kind: "dense" }, engine)).toThrow("hidden");
});
