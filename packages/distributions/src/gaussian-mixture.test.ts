import { RetrodictError } from "@retrodict/check";
import {
  cholesky,
  fromRows,
  gatherColumns,
  identity,
  inverseFromCholesky,
  matmul,
  matrix,
  row,
  transpose,
} from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { Matrix } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import {
  gaussianMixture,
  gaussianMixtureFromConfig,
  multivariateNormal,
  productOfMixtures,
  quotientOfMixtures,
  type GaussianMixture,
} from "./index.ts";

/** A correlated covariance with variances around `size²`. */
function randomCovariance(label: string, dim: number, size = 1): Matrix {
  const rng = stream(label);
  const root = matrix(dim, dim).data.map(() => size * rng.normal());
  const m = matrix(dim, dim, root);
  return matrix(
    dim,
    dim,
    matmul(m, transpose(m)).data.map((v, at) => v + (at % (dim + 1) === 0 ? 0.3 * size ** 2 : 0)),
  );
}

function randomMixture(label: string, components: number, dim: number, size = 1): GaussianMixture {
  const rng = stream(label).fork("means");
  return gaussianMixture({
    weights: Array.from({ length: components }, () => 0.2 + rng.uniform()),
    means: matrix(components, dim, matrix(components, dim).data.map(rng.normal)),
    covariances: Array.from({ length: components }, (_, k) =>
      randomCovariance(`${label}-${k}`, dim, size),
    ),
  });
}

/** One correlated Gaussian. */
function gaussian(label: string, size: number, mean = [0.3, -0.5, 1]): GaussianMixture {
  return gaussianMixture({
    weights: [1],
    means: fromRows([mean]),
    covariances: [randomCovariance(label, mean.length, size)],
  });
}

/** Equally likely Gaussians on the line. */
function twins(means: readonly number[], std: number): GaussianMixture {
  return gaussianMixture({
    weights: means.map(() => 1),
    means: fromRows(means.map((mean) => [mean])),
    factors: means.map(() => fromRows([[1 / std]])),
  });
}

/** Every list of one to `most` different numbers below `dim`, in every order. */
function arrangements(dim: number, most: number): number[][] {
  const all: number[][] = [];
  const grow = (list: readonly number[]): void => {
    for (let j = 0; j < dim; j++) {
      if (list.length === most || list.includes(j)) continue;
      all.push([...list, j]);
      grow([...list, j]);
    }
  };
  grow([]);
  return all;
}

const others = (dims: readonly number[], dim: number): number[] =>
  Array.from({ length: dim }, (_, j) => j).filter((j) => !dims.includes(j));

const inverse = (m: Matrix): Matrix => inverseFromCholesky(cholesky(m));

/** The trapezoid rule between ±`reach`, exact to rounding for smooth densities that vanish there. */
function integrate(f: (x: number) => number, reach = 30, step = 0.05): number {
  let sum = 0;
  for (let x = -reach; x <= reach; x += step) sum += f(x);
  return sum * step;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    expect(error).toBeLessThan(tolerance);
  }
}

describe("density and draws", () => {
  const mixture = randomMixture("density", 3, 4);
  const x = mixture.sample(stream(1), 20_000);

  test("are those of weighted multivariate normals, however the shapes are given", () => {
    const covariances = [0, 1].map((k) => randomCovariance(`shape-${k}`, 3));
    const means = fromRows([
      [0, 1, -2],
      [0.5, 0, 3],
    ]);
    const precisions = covariances.map(inverse);
    const factors = precisions.map((precision) => transpose(cholesky(precision)));
    const points = matrix(50, 3, matrix(50, 3).data.map(stream(2).normal));
    const [first, second] = covariances.map((covariance, k) =>
      multivariateNormal(row(means, k), covariance).logDensity(points),
    );
    const expected = first.map((v, i) => Math.log(0.25 * Math.exp(v) + 0.75 * Math.exp(second[i])));
    for (const shape of [{ covariances }, { precisions }, { factors }]) {
      for (const weight of [{ weights: [1, 3] }, { logWeights: [-400, Math.log(3) - 400] }]) {
        const built = gaussianMixture({ means, ...weight, ...shape });
        expectClose(built.logDensity(points), expected, 1e-12);
        expectClose(built.logWeights, [Math.log(0.25), Math.log(0.75)], 1e-12);
      }
    }
  });

  test("draws have its mean and covariance", () => {
    const mean = mixture.mean();
    const covariance = mixture.covariance();
    for (let a = 0; a < 4; a++) {
      const values = gatherColumns(x, [a]).data;
      const average = values.reduce((s, v) => s + v, 0) / x.rows;
      // Five standard errors here and below: one of these 14 comparisons fails by chance at 1e-5.
      const error = 5 * Math.sqrt(covariance.data[a * 5] / x.rows);
      expect(Math.abs(average - mean[a])).toBeLessThan(error);
      for (let b = 0; b <= a; b++) {
        const products = values.map((v, i) => (v - mean[a]) * (x.data[i * 4 + b] - mean[b]));
        const first = products.reduce((s, v) => s + v, 0) / x.rows;
        const spread = products.reduce((s, v) => s + (v - first) ** 2, 0) / x.rows;
        expect(Math.abs(first - covariance.data[a * 4 + b])).toBeLessThan(
          5 * Math.sqrt(spread / x.rows),
        );
      }
    }
  });

  test("draws of one dimension follow its density (Kolmogorov–Smirnov)", () => {
    const line = mixture.marginal([2]);
    const n = 20_000;
    const drawn = line.sample(stream("ks"), n).data.sort();
    const step = 0.002;
    const grid = Float64Array.from({ length: 20_001 }, (_, i) => -20 + step * i);
    const density = line.logDensity(matrix(grid.length, 1, grid)).map(Math.exp);
    let cdf = 0;
    let below = 0;
    let largest = 0;
    for (let i = 1; i < grid.length; i++) {
      cdf += (step * (density[i - 1] + density[i])) / 2;
      while (below < n && drawn[below] <= grid[i]) below++;
      largest = Math.max(largest, Math.abs(cdf - below / n));
    }
    expect(cdf).toBeCloseTo(1, 9);
    // sqrt(n) D exceeds 2.23 by chance with probability 2 exp(-2 · 2.23²) = 1e-4.
    expect(largest * Math.sqrt(n)).toBeLessThan(2.23);
  });

  test("the same seed draws the same bytes, and rows do not depend on how many follow", () => {
    expect(mixture.sample(stream(1), 20_000).data).toEqual(x.data);
    expect(mixture.sample(stream(1), 10).data).toEqual(x.data.slice(0, 40));
    expect(mixture.sample(stream(1), 0)).toEqual(matrix(0, 4));
  });

  test("density is zero where there is no number", () => {
    const odd = fromRows([
      [NaN, 0, 0, 0],
      [0, Infinity, 0, 0],
      [0, 0, 0, 1e300],
    ]);
    expect([...mixture.logDensity(odd)]).toEqual([-Infinity, -Infinity, -Infinity]);
  });

  test("come back from its config to the last bit", () => {
    const config = JSON.parse(JSON.stringify(mixture.config));
    const restored = gaussianMixtureFromConfig(config);
    expect(restored.logDensity(x)).toEqual(mixture.logDensity(x));
    expect(restored.sample(stream(1), 20_000)).toEqual(x);
    expect(restored.config).toEqual(mixture.config);
    expect({ ...mixture }.config).toBeUndefined();
  });
});

describe("marginals and conditionals", () => {
  // Standard deviations from 0.3 to 2: the grids below then err by less than 1e-12.
  const mixture = randomMixture("slices", 3, 3, 0.6);
  const at = [0.4, -0.9, 1.3];
  const density = (x: number[]): number => Math.exp(mixture.logDensity(fromRows([x]))[0]);

  test.each(arrangements(3, 3))("marginal [%s %s %s] is the integral of the rest", (...given) => {
    const dims = given.filter((j) => j !== undefined);
    const rest = others(dims, 3);
    const x = [...at];
    const over = (free: readonly number[]): number => {
      if (free.length === 0) return density(x);
      return integrate(
        (value) => {
          x[free[0]] = value;
          return over(free.slice(1));
        },
        15,
        0.1,
      );
    };
    const expected = over(rest);
    const marginal = mixture.marginal(dims).logDensity(fromRows([dims.map((j) => at[j])]));
    expect(Math.exp(marginal[0])).toBeCloseTo(expected, 10);
  });

  test.each(arrangements(3, 2))("given [%s %s], a slice over its integral", (...given) => {
    const dims = given.filter((j) => j !== undefined);
    const [first, second] = others(dims, 3);
    const slice = (a: number, b = 0): number => {
      const x = [...at];
      x[first] = a;
      if (second !== undefined) x[second] = b;
      return density(x);
    };
    const mass =
      second === undefined
        ? integrate(slice)
        : integrate((a) => integrate((b) => slice(a, b), 15, 0.1), 15, 0.1);
    const conditional = mixture.condition(
      dims,
      dims.map((j) => at[j]),
    );
    const free = others(dims, 3).map((j) => at[j] + 0.2);
    const expected = slice(free[0], free[1]) / mass;
    expect(Math.exp(conditional.logDensity(fromRows([free]))[0])).toBeCloseTo(expected, 10);
  });

  test("the last dimension given the others has the precision of AᵀA, not of a block of A", () => {
    const factor = fromRows([
      [1.3, 0.4, 0.8],
      [0, 0.9, Math.sqrt(0.56)],
      [0, 0, Math.sqrt(0.28)],
    ]);
    const single = gaussianMixture({ weights: [1], means: matrix(1, 3), factors: [factor] });
    const line = single.condition([0, 1], [0.5, -1]);
    const density = (x: number) => Math.exp(single.logDensity(fromRows([[0.5, -1, x]]))[0]);
    const mass = integrate(density);
    const mean = integrate((x) => x * density(x)) / mass;
    const variance = integrate((x) => (x - mean) ** 2 * density(x)) / mass;
    expect(1 / variance).toBeCloseTo(1.48, 10);
    expect(1 / line.covariance().data[0]).toBeCloseTo(1.48, 12);
    expect(line.mean()[0]).toBeCloseTo(mean, 10);
    expect(factor.data[8] ** 2).toBeCloseTo(0.28, 12);
  });

  test("joint = marginal × conditional in six dimensions, whatever is known in whatever order", () => {
    const wide = randomMixture("wide", 4, 6);
    const x = wide.sample(stream(3), 1);
    const joint = wide.logDensity(x)[0];
    for (const dims of [[5], [0], [3, 1], [4, 0, 2], [5, 4, 3, 2], [1, 5, 0, 3, 4]]) {
      const known = gatherColumns(x, dims);
      const conditional = wide.condition(dims, known.data);
      const split =
        wide.marginal(dims).logDensity(known)[0] +
        conditional.logDensity(gatherColumns(x, others(dims, 6)))[0];
      expect(split).toBeCloseTo(joint, 11);
    }
  });

  test("the marginal of all dimensions is the mixture with its dimensions in that order", () => {
    const x = mixture.sample(stream(4), 20);
    const swapped = mixture.marginal([2, 0, 1]).logDensity(gatherColumns(x, [2, 0, 1]));
    expectClose(swapped, mixture.logDensity(x), 1e-12);
  });
});

describe("products and quotients", () => {
  const a = randomMixture("a", 3, 3);
  const b = randomMixture("b", 2, 3);
  const points = matrix(30, 3, matrix(30, 3).data.map(stream("points").normal));

  /** Log-densities at the points up to a constant, the mean. */
  const shape = (...terms: readonly [GaussianMixture, 1 | -1][]): Float64Array => {
    const total = new Float64Array(points.rows);
    for (const [mixture, sign] of terms) {
      mixture.logDensity(points).forEach((v, i) => (total[i] += sign * v));
    }
    const mean = total.reduce((s, v) => s + v, 0) / total.length;
    return total.map((v) => v - mean);
  };

  test("a product is proportional to the product of the densities", () => {
    const product = productOfMixtures(a, b);
    expect(product.components).toBe(6);
    expectClose(shape([product, 1]), shape([a, 1], [b, 1]), 1e-11);
  });

  test("a quotient is proportional to the quotient of the densities", () => {
    const wide = gaussian("wide prior", 9);
    const quotient = quotientOfMixtures(a, wide);
    expectClose(shape([quotient, 1]), shape([a, 1], [wide, -1]), 1e-10);
    expectClose(shape([productOfMixtures(quotient, wide), 1]), shape([a, 1]), 1e-10);
  });

  test("learnt · prior / proposal is the posterior under a correlated prior of any scale", () => {
    // θ ~ N(m, S), x = θ + noise: learnt under a Gaussian proposal, the posterior of a conjugate model.
    const prior = gaussian("prior", 4, [5, -2, 0.5]);
    const proposal = gaussian("proposal", 2);
    const likelihood = gaussian("likelihood", 0.7, [1, 1, -1]);
    const learnt = productOfMixtures(proposal, likelihood);
    const posterior = quotientOfMixtures(productOfMixtures(learnt, prior), proposal);
    const precisions = [prior, likelihood].map((g) => inverse(g.covariance()));
    const sum = precisions[0].data.map((v, i) => v + precisions[1].data[i]);
    const covariance = inverse(matrix(3, 3, sum));
    const pulls = [prior, likelihood].map(
      (g, i) => matmul(precisions[i], matrix(3, 1, g.mean())).data,
    );
    const mean = matmul(
      covariance,
      matrix(
        3,
        1,
        pulls[0].map((v, i) => v + pulls[1][i]),
      ),
    );
    expectClose(posterior.mean(), mean.data, 1e-10);
    expectClose(posterior.covariance().data, covariance.data, 1e-10);
    const back = quotientOfMixtures(productOfMixtures(posterior, proposal), prior);
    expectClose(back.covariance().data, learnt.covariance().data, 1e-10);
  });

  test("weights of a quotient are right, by quadrature in one dimension", () => {
    const line = gaussianMixture({
      weights: [0.2, 0.8],
      means: fromRows([[-2], [1]]),
      covariances: [fromRows([[0.5]]), fromRows([[1.5]])],
    });
    const divisor = gaussianMixture({
      weights: [1],
      means: fromRows([[0.7]]),
      covariances: [fromRows([[4]])],
    });
    const ratio = (x: number): number => {
      const at = fromRows([[x]]);
      return Math.exp(line.logDensity(at)[0] - divisor.logDensity(at)[0]);
    };
    const mass = integrate(ratio, 20, 0.01);
    const quotient = quotientOfMixtures(line, divisor);
    for (const x of [-3, -1, 0, 2]) {
      const value = Math.exp(quotient.logDensity(fromRows([[x]]))[0]);
      expect(value).toBeCloseTo(ratio(x) / mass, 9);
    }
  });

  test("a quotient without a finite integral says which component", () => {
    const narrow = gaussianMixture({
      weights: [1],
      means: matrix(1, 3),
      precisions: [
        matrix(
          3,
          3,
          identity(3).data.map((v) => 2 * v),
        ),
      ],
    });
    const components = gaussianMixture({
      weights: [1, 1],
      means: matrix(2, 3),
      precisions: [3, 1].map((p) =>
        matrix(
          3,
          3,
          identity(3).data.map((v) => p * v),
        ),
      ),
    });
    const divide = () => quotientOfMixtures(components, narrow);
    expect(divide).toThrow(/wider than component 1 in every direction, got one with 2\.00 times/);
    expect(divide).toThrow(expect.objectContaining({ code: "numeric" }));
    expect(() => quotientOfMixtures(narrow, narrow)).toThrow("component 0");
    expect(() => quotientOfMixtures(a, b)).toThrow("divide by one Gaussian, got a mixture of 2");
  });
});

describe("scales from 1e-7 to 1e7", () => {
  const scales = [1e-7, 1, 1e7];
  const plain = randomMixture("scales", 3, 3);
  const wide = gaussian("scales wide", 9);
  const scaled = (mixture: GaussianMixture): GaussianMixture =>
    gaussianMixture({
      logWeights: mixture.logWeights,
      means: scaleColumns(mixture.means, scales),
      covariances: mixture.factors.map((factor) => {
        const { data } = inverse(matmul(transpose(factor), factor));
        return matrix(
          3,
          3,
          data.map((v, at) => v * scales[Math.floor(at / 3)] * scales[at % 3]),
        );
      }),
    });
  const x = plain.sample(stream(5), 20);

  /** Both describe the same distribution of `dims`, one in scaled units. */
  function expectSame(big: GaussianMixture, small: GaussianMixture, dims: readonly number[]): void {
    const own = dims.map((j) => scales[j]);
    const points = gatherColumns(x, dims);
    const shift = own.reduce((sum, scale) => sum + Math.log(scale), 0);
    const expected = small.logDensity(points).map((v) => v - shift);
    expectClose(big.logDensity(scaleColumns(points, own)), expected, 1e-9);
  }

  test("densities, marginals, conditionals, products and quotients only change units", () => {
    const big = scaled(plain);
    expectSame(big, plain, [0, 1, 2]);
    expectSame(big.marginal([2, 0]), plain.marginal([2, 0]), [2, 0]);
    expectSame(big.condition([2, 0], [1e7, -1e-7]), plain.condition([2, 0], [1, -1]), [1]);
    expectSame(productOfMixtures(big, big), productOfMixtures(plain, plain), [0, 1, 2]);
    expectSame(quotientOfMixtures(big, scaled(wide)), quotientOfMixtures(plain, wide), [0, 1, 2]);
  });

  test("a narrow times a wide Gaussian, either way round, weighs their distance", () => {
    // N(0, 1e-7²) and N(2e7, 1e-7²) under N(1e7, 1e7²) and N(3e7, 1e7²).
    const narrow = twins([0, 2e7], 1e-7);
    const wide = twins([1e7, 3e7], 1e7);
    const expected = [-0.5, -4.5, -0.5, -0.5];
    const largest = Math.log(expected.reduce((sum, v) => sum + Math.exp(v), 0));
    const weights = productOfMixtures(narrow, wide).logWeights;
    expectClose(
      weights,
      expected.map((v) => v - largest),
      1e-9,
    );
    const turned = productOfMixtures(wide, narrow).logWeights;
    expectClose(
      turned,
      [0, 2, 1, 3].map((k) => weights[k]),
      1e-9,
    );
  });

  test("far away the nearer component takes over, and densities stay finite", () => {
    const far = plain.condition([0], [1e6]);
    expect(Math.exp(Math.max(...far.logWeights))).toBeCloseTo(1, 12);
    expect(far.logWeights.every(Number.isFinite)).toBe(true);
    expect(plain.logDensity(fromRows([[1e7, 0, 0]]))[0]).toBeGreaterThan(-Infinity);
  });
});

function scaleColumns(m: Matrix, scales: readonly number[]): Matrix {
  return matrix(
    m.rows,
    m.cols,
    m.data.map((v, at) => v * scales[at % m.cols]),
  );
}

describe("refuses", () => {
  const means = matrix(2, 1);
  const one = identity(1);
  const mixture = randomMixture("refuses", 2, 3);
  test.each<[string, () => unknown, RegExp]>([
    [
      "a covariance that is none",
      () => gaussianMixture({ weights: [1, 1], means, covariances: [one, fromRows([[-1]])] }),
      /positive definite covariances\[1\]/,
    ],
    [
      "a factor that is not triangular",
      () =>
        gaussianMixture({
          weights: [1],
          means: matrix(1, 2),
          factors: [matrix(2, 2).data.fill(1)].map((d) => matrix(2, 2, d)),
        }),
      /factors\[0\] to be upper triangular/,
    ],
    [
      "a weight of zero",
      () => gaussianMixture({ weights: [1, 0], means, precisions: [one, one] }),
      /positive finite weights, got 0 for component 1; leave out/,
    ],
    [
      "too few weights",
      () => gaussianMixture({ weights: [1], means, precisions: [one, one] }),
      /weights for 2 components, got 1/,
    ],
    [
      "a shape of the wrong size",
      () => gaussianMixture({ weights: [1, 1], means, precisions: [one, identity(2)] }),
      /precisions\[1\] of shape 1 × 1, got 2 × 2/,
    ],
    ["a dimension twice", () => mixture.marginal([1, 1]), /different dimensions .* got \[1, 1\]/],
    ["no dimension", () => mixture.marginal([]), /from 1 to 3 different dimensions/],
    ["a dimension too many", () => mixture.marginal([3]), /between 0 and 2, got \[3\]/],
    ["nothing left free", () => mixture.condition([0, 1, 2], [0, 0, 0]), /from 1 to 2 different/],
    ["too few values", () => mixture.condition([0, 1], [0]), /values of length 2, got 1/],
    ["a value that is none", () => mixture.condition([0], [NaN]), /values to be finite/],
    ["values beyond all squares", () => mixture.condition([0], [1e200]), /log-weights given/],
    ["other dimensions", () => productOfMixtures(mixture, mixture.marginal([0])), /got 3 and 1/],
    ["a config of another kind", () => gaussianMixtureFromConfig({ kind: "box" }), /"box"/],
  ])("%s", (_, act, message) => {
    expect(act).toThrow(message);
    expect(act).toThrow(RetrodictError);
  });
});

test("the gradient is that of the finite differences, and 0 where nothing is left of the density", () => {
  const mixture = randomMixture("slopes", 4, 3);
  const at = mixture.sample(stream("points"), 20);
  const { logDensity, grad } = mixture.logDensityGrad(at);
  expect([...logDensity]).toEqual([...mixture.logDensity(at)]);
  const h = 1e-5;
  for (let i = 0; i < 20; i++) {
    for (let j = 0; j < 3; j++) {
      const shifted = (by: number) => {
        const moved = row(at, i).slice();
        moved[j] += by;
        return mixture.logDensity(fromRows([moved]))[0];
      };
      expect(row(grad, i)[j]).toBeCloseTo((shifted(h) - shifted(-h)) / (2 * h), 5);
    }
  }
  expect([...mixture.logDensityGrad(fromRows([[1e200, 0, 0]])).grad.data]).toEqual([0, 0, 0]);
});
