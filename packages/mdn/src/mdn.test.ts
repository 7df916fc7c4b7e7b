import type { GaussianMixture } from "@retrodict/distributions";
import { fromRows, matrix, row } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { referenceEngine } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { mdnConfig } from "./config.ts";
import { mdn, mdnFromConfig, type MixtureGradient } from "./index.ts";
import { worstError, normals, plainScore, roughWeights } from "./mixtures.test.helper.ts";

const cases = [
  { targetDim: 1, contextDim: 1, components: 1, covariance: "full", hidden: 3, layers: 0 },
  { targetDim: 1, contextDim: 3, components: 4, covariance: "spherical", hidden: 10, layers: 2 },
  { targetDim: 2, contextDim: 1, components: 10, covariance: "full", hidden: 50, layers: 2 },
  { targetDim: 3, contextDim: 2, components: 3, covariance: "diagonal", hidden: 8, layers: 1 },
  { targetDim: 4, contextDim: 3, components: 3, covariance: "full", hidden: 9, layers: 3 },
  { targetDim: 5, contextDim: 2, components: 2, covariance: "spherical", hidden: 7, layers: 1 },
] as const;

describe.each(cases)("mdn $targetDim | $contextDim, $components $covariance", (sizes) => {
  const { targetDim, contextDim, components } = sizes;
  const exact = mdn({ ...sizes, engine: referenceEngine() })(sizes);
  const estimator = mdn(sizes)(sizes);
  const params = roughWeights(stream("weights"), estimator);
  const pairs = (seed: number, rows: number): [target: Matrix, context: Matrix] => [
    normals(stream(seed), rows, targetDim),
    normals(stream(seed).fork("context"), rows, contextDim),
  ];

  test("density is the mixture written plainly, on both engines", () => {
    const [target, context] = pairs(1, 20);
    const config = mdnConfig(sizes, sizes);
    const expected = Array.from({ length: 20 }, (_, i) =>
      plainScore(config, params, row(target, i), row(context, i)),
    );
    expect(worstError(exact.score(params, target, context), expected)).toBeLessThan(1e-9);
    // float32: a few roundings of 6e-8 in each of up to fifty terms of a sum.
    expect(worstError(estimator.score(params, target, context), expected)).toBeLessThan(1e-5);
  });

  test("starts with different components of about equal weight and unit covariance", () => {
    const [, context] = pairs(2, 1);
    const mixture = estimator.condition(estimator.init(stream(2)), row(context, 0));
    const { logWeights, means, factors } = mixture;
    logWeights.forEach((w) => expect(Math.abs(w + Math.log(components))).toBeLessThan(0.1));
    for (const { data } of factors) {
      data.forEach((a, at) => {
        expect(Math.abs(a - (at % (targetDim + 1) === 0 ? 1 : 0))).toBeLessThan(0.1);
      });
    }
    const places = Array.from({ length: components }, (_, k) => row(means, k).join());
    expect(new Set(places).size).toBe(components);
  });

  test.each(["params", "target", "context"] as const)("gradient to %s", (name) => {
    const [target, context] = pairs(3, 6);
    const cotangent = normals(stream(4), 6, 1).data;
    const gradientOf = (which: typeof estimator) => {
      const into = {
        params: new Float32Array(params.length),
        target: matrix(6, targetDim),
        context: matrix(6, contextDim),
      };
      which.scoreVjp(params, target, context).pullback(cotangent, into);
      return Float64Array.from(numbers(into[name]));
    };
    const gradient = gradientOf(exact);
    const direction = normals(stream(5), 1, gradient.length).data;
    const along = (step: number): number => {
      const at = { params: params.slice(), target: copy(target), context: copy(context) };
      direction.forEach((d, i) => (numbers(at[name])[i] += step * d));
      const score = exact.score(at.params, at.target, at.context);
      return score.reduce((sum, s, i) => sum + s * cotangent[i], 0);
    };
    // Central differences in float64 of float32 weights, whose rounding 3e-8 the step must dwarf.
    const h = 2e-4;
    const numeric = (along(h) - along(-h)) / (2 * h);
    const analytic = direction.reduce((sum, d, i) => sum + d * gradient[i], 0);
    expect(worstError([analytic], [numeric])).toBeLessThan(2e-3);
    const largest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 1);
    expect(
      worstError(
        gradientOf(estimator).map((g) => g / largest),
        gradient.map((g) => g / largest),
      ),
    ).toBeLessThan(1e-5);
  });

  test("a condition scores as the estimator does, and keeps its own weights", () => {
    const [target, context] = pairs(6, 40);
    const shared = fromRows(Array.from({ length: 40 }, () => row(context, 0)));
    for (const [which, tolerance] of [
      [exact, 1e-12],
      [estimator, 1e-5],
    ] as const) {
      const mutable = params.slice();
      const mixture = which.condition(mutable, row(context, 0));
      expect(
        worstError(mixture.logDensity(target), which.score(params, target, shared)),
      ).toBeLessThan(tolerance);
      const before = mixture.logDensity(target);
      which.condition(mutable.fill(0), row(context, 1));
      expect(mixture.logDensity(target)).toEqual(before);
    }
  });

  test("mixtures of many rows are the conditions, and gradients go back through them", () => {
    const [target, context] = pairs(11, 300);
    const { mixtures, pullback } = exact.mixtures(params, context);
    for (const i of [0, 255, 256, 299]) {
      const { logWeights, means, factors } = exact.condition(params, row(context, i));
      expect(mixtures[i]).toMatchObject({ logWeights, means, factors });
    }
    // By hand from each log-density's own definition: of row i's log-density at row i of target.
    const gradients = mixtures.map((mixture, i) => ownGradient(mixture, row(target, i)));
    const found = new Float32Array(params.length);
    pullback(gradients, found);
    const expected = new Float32Array(params.length);
    exact
      .scoreVjp(params, target, context)
      .pullback(new Float64Array(300).fill(1), { params: expected });
    const largest = expected.reduce((most, g) => Math.max(most, Math.abs(g)), 1);
    expect(
      worstError(
        Float64Array.from(found, (g) => g / largest),
        Float64Array.from(expected, (g) => g / largest),
      ),
    ).toBeLessThan(1e-5);
  });

  test("results do not depend on how the rows are cut", () => {
    const [target, context] = pairs(7, 600);
    const part = (from: number, to: number) =>
      estimator.score(params, rowRange(target, from, to), rowRange(context, from, to));
    const whole = estimator.score(params, target, context);
    expect([...part(0, 1), ...part(1, 300), ...part(300, 600)]).toEqual([...whole]);
  });

  test("its configuration, as JSON, rebuilds it", () => {
    const rebuilt = mdnFromConfig(JSON.parse(JSON.stringify(estimator.config)));
    const [target, context] = pairs(8, 4);
    expect(rebuilt.config).toEqual(estimator.config);
    expect(rebuilt.init(stream(9))).toEqual(estimator.init(stream(9)));
    expect(rebuilt.score(params, target, context)).toEqual(
      estimator.score(params, target, context),
    );
    const own = (which: typeof estimator) =>
      which.condition(params, row(context, 0)).sample(stream(1), 9);
    expect(own(rebuilt)).toEqual(own(estimator));
  });

  test("a training session steps as its gradient says", () => {
    const [target, context] = pairs(10, 20);
    const session = estimator.session!(params, 32);
    const score = session.score(target, context).slice();
    expect(worstError(score, estimator.score(params, target, context))).toBeLessThan(1e-6);
    const cotangent = new Float64Array(20).fill(-1 / 20);
    const gradient = new Float32Array(params.length);
    estimator.scoreVjp(params, target, context).pullback(cotangent, { params: gradient });
    const norm = session.backward(cotangent);
    session.step({ learningRate: 1e-3, gradientScale: 1 });
    expect(worstError([norm], [Math.hypot(...gradient)])).toBeLessThan(1e-4);
    // Adam's first step is the learning rate against the gradient's sign, wherever that is not tiny.
    session.params().forEach((w, i) => {
      if (Math.abs(gradient[i]) < 1e-4) return;
      expect(Math.abs(w - (params[i] - 1e-3 * Math.sign(gradient[i])))).toBeLessThan(1e-6);
    });
  });
});

/** Of the log-density at a point: shares of the components times the Gaussians' own gradients. */
function ownGradient(mixture: GaussianMixture, at: Float64Array): MixtureGradient {
  const { components, logWeights, means, factors, dim } = mixture;
  const away = Array.from({ length: components }, (_, k) =>
    at.map((value, j) => value - means.data[k * dim + j]),
  );
  const z = factors.map(({ data }, k) =>
    away[k].map((_, i) => away[k].reduce((sum, v, j) => sum + data[i * dim + j] * v, 0)),
  );
  const logs = factors.map(({ data }, k) =>
    z[k].reduce((sum, v, i) => sum + Math.log(data[i * (dim + 1)]) - 0.5 * v * v, logWeights[k]),
  );
  const largest = Math.max(...logs);
  const total = logs.reduce((sum, log) => sum + Math.exp(log - largest), 0);
  const shares = Float64Array.from(logs, (log) => Math.exp(log - largest) / total);
  const grid = (k: number, entry: (i: number, j: number) => number) =>
    matrix(
      dim,
      dim,
      Float64Array.from(
        { length: dim * dim },
        (_, c) => shares[k] * entry(Math.floor(c / dim), c % dim),
      ),
    );
  return {
    logWeights: shares,
    means: fromRows(
      factors.map(({ data }, k) =>
        at.map((_, j) => shares[k] * z[k].reduce((sum, v, i) => sum + data[i * dim + j] * v, 0)),
      ),
    ),
    factors: factors.map(({ data }, k) =>
      grid(k, (i, j) => (i === j ? 1 / data[i * (dim + 1)] : 0) - z[k][i] * away[k][j]),
    ),
  };
}

test("workers can make it unless it has an engine of its own", () => {
  const shape = { targetDim: 2, contextDim: 1 };
  const estimator = mdn({ components: 3 })(shape);
  expect(estimator.recipe).toMatchObject({ name: "mdnFromConfig", args: [estimator.config] });
  expect(mdn({ engine: referenceEngine() })(shape).recipe).toBeUndefined();
});

test("refuses rows that do not pair, weights that do not fit and options that make no sense", () => {
  const shape = { targetDim: 2, contextDim: 1 };
  const estimator = mdn()(shape);
  const params = estimator.init(stream(1));
  expect(() => estimator.score(params, matrix(2, 2), matrix(1, 1))).toThrow(
    "shape 2 × 1, got 1 × 1",
  );
  expect(() => estimator.condition(params.slice(1), new Float64Array(1))).toThrow("params");
  expect(() => estimator.condition(params, new Float64Array(2))).toThrow("context of length 1");
  expect(() => mdn({ components: 0 })(shape)).toThrow("components");
  expect(() => mdn({ minDiagonal: 1 })(shape)).toThrow("minDiagonal between 0 and 0.5");
  expect(() => mdn({ covariance: "tied" as never })(shape)).toThrow("full, diagonal, spherical");
  expect(() => mdnFromConfig({ kind: "maf" })).toThrow('kind "mdn"');
  expect(() => mdnFromConfig({ ...estimator.config, hidden: 2.5 })).toThrow("hidden");
});

function numbers(v: Float32Array | Matrix): Float32Array | Float64Array {
  return v instanceof Float32Array ? v : v.data;
}

function copy(m: Matrix): Matrix {
  return rowRange(m, 0, m.rows);
}

function rowRange(m: Matrix, from: number, to: number): Matrix {
  return matrix(to - from, m.cols, m.data.slice(from * m.cols, to * m.cols));
}
