import { ensemble } from "@retrodict/ensemble";
import { wasmEngine } from "@retrodict/engine-wasm";
import { maf } from "@retrodict/maf";
import { fromRows, gatherRows, matrix, row } from "@retrodict/matrix";
import { mdn, mdnFromConfig } from "@retrodict/mdn";
import { denseEmbedding, withEmbedding } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import { regularizedGammaQ } from "@retrodict/stats";
import { describe, expect, test } from "vitest";
import { combinations, normals } from "./columns.test.helper.ts";
import { mixed, mixedFromConfig, type MixedDensityEstimator } from "./index.ts";
import { mixedFromRecipe } from "./mixed.ts";

const choices = mixed({ discrete: { 0: [0, 1], 1: [-1, 0, 2], 2: [1, 2, 3, 4] }, hidden: 20 })({
  targetDim: 3,
  contextDim: 2,
});
const timed = mixed({
  discrete: { 0: [0, 1], 2: [3, 7, 9] },
  continuous: mdn({ components: 2, hidden: 8 }),
})({ targetDim: 3, contextDim: 2 });
const context = Float64Array.of(0.7, -0.4);

/** Far from where training starts, where columns do not depend on each other. */
function rough(estimator: MixedDensityEstimator): Float32Array {
  const rng = stream("rough");
  return estimator.init(rng).map((w) => w + 0.3 * rng.normal());
}

test("names its discrete columns", () => {
  expect(choices.discreteTargets).toEqual([0, 1, 2]);
  expect(timed.discreteTargets).toEqual([0, 2]);
});

test("wrappers name them too", () => {
  const factory = mixed({ discrete: { 1: [0, 1] }, continuous: mdn() });
  const shape = { targetDim: 2, contextDim: 3 };
  expect(ensemble([factory, factory])(shape).discreteTargets).toEqual([1]);
  const behind = withEmbedding(factory, denseEmbedding(), wasmEngine());
  expect(behind(shape).discreteTargets).toEqual([1]);
});

test("starts with every combination equally probable", () => {
  const params = choices.init(stream(1));
  const score = choices.score(
    params,
    matrix(1, 3, Float64Array.of(1, 2, 4)),
    matrix(1, 2, context),
  );
  expect(score[0]).toBeCloseTo(-Math.log(24), 6);
});

describe("discrete columns only", () => {
  const given = choices.condition(rough(choices), context);
  const all = fromRows(
    combinations([
      [0, 1],
      [-1, 0, 2],
      [1, 2, 3, 4],
    ]),
  );
  const probability = given.logDensity(all).map(Math.exp);

  test("probabilities sum to one, and columns depend on each other", () => {
    expect(probability.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    const share = (keep: (values: Float64Array) => boolean): number =>
      probability.reduce((sum, p, i) => sum + (keep(row(all, i)) ? p : 0), 0);
    const [a, b] = [share((v) => v[0] === 1), share((v) => v[1] === 2)];
    expect(Math.abs(share((v) => v[0] === 1 && v[1] === 2) - a * b)).toBeGreaterThan(1e-3);
  });

  test("draws come with these probabilities", () => {
    const draws = 20_000;
    const samples = given.sample(stream("draws"), draws);
    const counts = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const key = row(samples, i).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const statistic = probability.reduce((sum, p, i) => {
      const count = counts.get(row(all, i).join()) ?? 0;
      return sum + (count - draws * p) ** 2 / (draws * p);
    }, 0);
    expect([...counts.values()].reduce((a, b) => a + b)).toBe(draws);
    // Pearson's χ² with 23 degrees of freedom, at the level 1e-4.
    expect(regularizedGammaQ(23 / 2, statistic / 2)).toBeGreaterThan(1e-4);
  });
});

describe("discrete and continuous columns", () => {
  const params = rough(timed);
  const given = timed.condition(params, context);
  const codes = combinations([
    [0, 1],
    [3, 7, 9],
  ]);
  const grid = Float64Array.from({ length: 4001 }, (_, i) => -40 + 0.02 * i);
  const massOf = ([first, last]: readonly number[]): readonly [mass: number, mean: number] => {
    const points = fromRows([...grid].map((t) => [first, t, last]));
    const mass = given.logDensity(points).map((log) => Math.exp(log) * 0.02);
    const total = mass.reduce((a, b) => a + b);
    return [total, mass.reduce((sum, m, i) => sum + m * grid[i], 0) / total];
  };

  test("the density of the continuous column, summed over the codes, is one", () => {
    const total = codes.reduce((sum, code) => sum + massOf(code)[0], 0);
    expect(total).toBeCloseTo(1, 4);
  });

  test("draws have the codes' shares, and their own mean for each code", () => {
    const draws = 20_000;
    const samples = given.sample(stream("mixed draws"), draws);
    for (const code of codes) {
      const [mass, mean] = massOf(code);
      const own = Array.from({ length: draws }, (_, i) => row(samples, i))
        .filter(([first, , last]) => first === code[0] && last === code[1])
        .map((values) => values[1]);
      const sampled = own.reduce((a, b) => a + b, 0) / own.length;
      const variance = own.reduce((sum, t) => sum + (t - sampled) ** 2, 0) / own.length;
      // Five standard errors, for twelve numbers.
      expect(Math.abs(own.length / draws - mass)).toBeLessThan(
        5 * Math.sqrt((mass * (1 - mass)) / draws),
      );
      expect(Math.abs(sampled - mean)).toBeLessThan(5 * Math.sqrt(variance / own.length));
    }
  });

  test("the distribution scores as the estimator does, keeps its weights, and draws anew", () => {
    const target = given.sample(stream("targets"), 20);
    const shared = gatherRows(matrix(1, 2, context), new Uint32Array(20));
    const before = given.logDensity(target);
    expect(before).toEqual(timed.score(params, target, shared));
    const changing = params.slice();
    const other = timed.condition(changing, context);
    changing.fill(0);
    expect(other.logDensity(target)).toEqual(before);
    const rng = stream("targets");
    expect(other.sample(rng, 20).data).toEqual(target.data);
    expect(other.sample(rng, 20).data).not.toEqual(target.data);
    expect(other.sample(rng, 0).rows).toBe(0);
  });

  test("support is the range of the values where columns are discrete", () => {
    expect([...given.support.lower]).toEqual([0, -Infinity, 3]);
    expect([...given.support.upper]).toEqual([1, Infinity, 9]);
  });

  test("discrete columns have no gradient", () => {
    const target = given.sample(stream("gradient"), 10);
    const byTarget = matrix(10, 3);
    timed
      .scoreVjp(params, target, normals(stream("context"), 10, 2))
      .pullback(new Float64Array(10).fill(1), { target: byTarget });
    byTarget.data.forEach((g, at) => {
      if (at % 3 === 1) expect(g).not.toBe(0);
      else expect(g).toBe(0);
    });
  });
});

test("worker threads make the same estimator by its recipe, unless an engine was chosen", async () => {
  expect(choices.recipe?.name).toBe("mixedFromRecipe");
  const { args } = structuredClone(timed.recipe!);
  const [config, recipe] = args as unknown as Parameters<typeof mixedFromRecipe>;
  const made = await mixedFromRecipe(config, recipe);
  const params = rough(timed);
  const target = timed.condition(params, context).sample(stream(1), 5);
  const contexts = normals(stream(2), 5, 2);
  expect(made.config).toEqual(timed.config);
  expect(made.score(params, target, contexts)).toEqual(timed.score(params, target, contexts));
});

describe("refuses", () => {
  const shape = { targetDim: 2, contextDim: 1 };

  test("values that are not listed, by column and value; NaN makes the score NaN", () => {
    const params = timed.init(stream(1));
    const given = matrix(1, 2, context);
    expect(() => timed.score(params, fromRows([[0, 0, 4]]), given)).toThrow(
      "[mixed] expected column 2 to have values 3, 7, 9, got 4",
    );
    expect(() => timed.scoreVjp(params, fromRows([[0.5, 0, 3]]), given)).toThrow("column 0");
    expect(() => timed.session!(params, 10).score(fromRows([[0, 0, 8]]), given)).toThrow(
      "column 2",
    );
    expect(timed.score(params, fromRows([[NaN, 0, 3]]), given)).toEqual(Float64Array.of(NaN));
  });

  test("columns that do not exist, lists that repeat, and data without what estimates them", () => {
    expect(() => mixed({ discrete: { 2: [0, 1] } })(shape)).toThrow("from 0 to 1, got 2");
    expect(() => mixed({ discrete: {}, continuous: maf() })(shape)).toThrow("at least one");
    expect(() => mixed({ discrete: { 0: [1, 1] }, continuous: maf() })(shape)).toThrow("column 0");
    expect(() => mixed({ discrete: { 0: [] }, continuous: maf() })(shape)).toThrow("column 0");
    expect(() => mixed({ discrete: { 0: [0, 1] } })(shape)).toThrow(
      "continuous columns 1, got none",
    );
  });

  test("configurations of others, and continuous estimators it was not given", () => {
    expect(() => mixedFromConfig({ kind: "maf" })).toThrow('kind "mixed"');
    expect(() => mixedFromConfig(timed.config)).toThrow('of kind none, got "mdn"');
    const rebuilt = mixedFromConfig(timed.config, { estimators: { mdn: mdnFromConfig } });
    expect(rebuilt.paramCount).toBe(timed.paramCount);
  });
});
