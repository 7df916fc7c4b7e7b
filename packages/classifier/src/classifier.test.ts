import { matrix, row } from "@retrodict/matrix";
import { train } from "@retrodict/nn";
import { stream } from "@retrodict/random";
import type { Loss, Matrix, Pairs, RatioEstimator, Rng } from "@retrodict/spec";
import { referenceEngine } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { classifier, classifierFromConfig } from "./index.ts";

const cases = [
  { net: "residual", targetDim: 3, contextDim: 2, blocks: 2, hidden: 50 },
  { net: "residual", targetDim: 1, contextDim: 1, blocks: 1, hidden: 5 },
  { net: "plain", targetDim: 3, contextDim: 2, blocks: 2, hidden: 50 },
  { net: "plain", targetDim: 1, contextDim: 4, blocks: 1, hidden: 7 },
] as const;

describe.each(cases)("a $net classifier, $targetDim | $contextDim", (sizes) => {
  const { targetDim, contextDim } = sizes;
  const estimator = classifier(sizes)(sizes);
  const params = rough(estimator);
  const target = normals(stream(1), 6, targetDim);
  const context = normals(stream(2), 6, contextDim);

  test("starts at the log-ratio 0, whatever the pair", () => {
    const score = estimator.score(estimator.init(stream(3)), target, context);
    expect([...score]).toEqual(Array.from(score, () => 0));
  });

  test("its logit is that of the network written plainly, dense layers in order", () => {
    const score = estimator.score(params, target, context);
    score.forEach((s, i) => {
      expect(s).toBeCloseTo(plain(sizes, params, [...row(target, i), ...row(context, i)]), 5);
    });
  });

  test.each(["params", "target", "context"] as const)("gradient to %s", (name) => {
    const reference = classifier({ ...sizes, engine: referenceEngine() })(sizes);
    const cotangent = normals(stream(4), 6, 1).data;
    const into = {
      params: new Float32Array(params.length),
      target: matrix(6, targetDim),
      context: matrix(6, contextDim),
    };
    estimator.scoreVjp(params, target, context).pullback(cotangent, into);
    const gradient = numbers(into[name]);
    // Weights and directions on grids on which weights ± h · direction are exact in float32; a float64 engine
    // then has differences free of rounding, and without curvature except where a ReLU turns.
    const rng = stream(5);
    const direction = Array.from(gradient, () => Math.sign(rng.normal()));
    const h = 2 ** -16;
    const along = (step: number): number => {
      const at = { params: params.slice(), target: copy(target), context: copy(context) };
      direction.forEach((d, i) => (numbers(at[name])[i] += step * d));
      const score = reference.score(at.params, at.target, at.context);
      return score.reduce((sum, s, i) => sum + s * cotangent[i], 0);
    };
    const numeric = (along(h) - along(-h)) / (2 * h);
    const analytic = direction.reduce((sum, d, i) => sum + d * gradient[i], 0);
    expect(Math.abs(analytic - numeric)).toBeLessThan(1e-3 * Math.max(1, Math.abs(numeric)));
  });

  test("its configuration, as JSON, rebuilds it", () => {
    const rebuilt = classifierFromConfig(JSON.parse(JSON.stringify(estimator.config)));
    expect(rebuilt.config).toEqual(estimator.config);
    expect(rebuilt.init(stream(6))).toEqual(estimator.init(stream(6)));
    expect(rebuilt.score(params, target, context)).toEqual(
      estimator.score(params, target, context),
    );
  });
});

const STD = 0.5;

describe.each(["residual", "plain"] as const)("a %s classifier trained on a Gaussian", (net) => {
  const estimator = classifier({ net, hidden: 20 })({ targetDim: 1, contextDim: 1 });
  const simulations = 10_000;
  const theta = normals(stream("theta"), simulations, 1);
  const x = noisy(stream("noise"), theta);
  const fit = (epochs: number) =>
    train(stream("fit"), estimator, crossEntropy(theta, x), simulations, { epochs });

  test("gives the known log-ratio", async () => {
    const { params } = await fit(40);
    const at = normals(stream("at"), 2000, 1);
    const seen = noisy(stream("seen"), at);
    const logit = estimator.score(params, at, seen);
    // What it may be off by is what the loss can tell: at its minimum E[p (1 − p) Δ²] is k / n after n pairs, k
    // being how many coefficients they determine, a dozen or two of a smooth function of two variables.
    const information = logit.map((s, i) => {
      const truth = logRatio(at.data[i], seen.data[i]);
      const p = 1 / (1 + Math.exp(-truth));
      return p * (1 - p) * (s - truth) ** 2;
    });
    const coefficients = information.reduce((a, b) => a + b / 2000, 0) * 2 * simulations;
    expect(coefficients).toBeLessThan(30);
  });

  test("the same stream, the same weights", async () => {
    expect((await fit(2)).params).toEqual((await fit(2)).params);
  });
});

test("refuses rows that do not pair, and configurations of others", () => {
  const estimator = classifier()({ targetDim: 2, contextDim: 1 });
  const params = estimator.init(stream(1));
  expect(() => estimator.score(params, matrix(2, 2), matrix(1, 1))).toThrow(
    "[classifier] expected context of shape 2 × 1, got 1 × 1",
  );
  expect(() => classifier({ hidden: 0 })({ targetDim: 2, contextDim: 1 })).toThrow("hidden");
  expect(() => classifierFromConfig({ kind: "maf" })).toThrow('kind "classifier"');
  expect(() => classifierFromConfig({ ...estimator.config, net: "wide" })).toThrow('"plain"');
});

/** Pairs that belong together against pairs that do not; every x is in one of each, next to each other. */
function crossEntropy(theta: Matrix, x: Matrix): Loss {
  return {
    pairs(_rng, rows): Pairs {
      const n = rows.length;
      const target = matrix(2 * n, 1);
      const context = matrix(2 * n, 1);
      rows.forEach((r, i) => {
        target.data.set([theta.data[r], theta.data[rows[(i + 1) % n]]], 2 * i);
        context.data.fill(x.data[r], 2 * i, 2 * i + 2);
      });
      return { target, context };
    },
    grade(_pairs, score, cotangent) {
      let loss = 0;
      score.forEach((s, i) => {
        const wrong = i % 2 === 0 ? -s : s;
        loss += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
        cotangent[i] = (i % 2 === 0 ? -1 : 1) / (1 + Math.exp(-wrong)) / score.length;
      });
      return loss / score.length;
    },
  };
}

function noisy(rng: Rng, theta: Matrix): Matrix {
  return matrix(
    theta.rows,
    1,
    theta.data.map((t) => t + STD * rng.normal()),
  );
}

/** log N(x; θ, STD²) − log N(x; 0, 1 + STD²). */
function logRatio(theta: number, x: number): number {
  const marginal = 1 + STD ** 2;
  return (
    -((x - theta) ** 2) / (2 * STD ** 2) +
    x ** 2 / (2 * marginal) +
    Math.log(marginal / STD ** 2) / 2
  );
}

/** The network in float64, one pair. */
function plain(
  { net, blocks, hidden }: (typeof cases)[number],
  params: Float32Array,
  pair: number[],
): number {
  let offset = 0;
  const linear = (v: number[], outputs: number): number[] => {
    const weights = params.subarray(offset, (offset += outputs * v.length));
    const biases = params.subarray(offset, (offset += outputs));
    return Array.from(biases, (b, o) =>
      v.reduce((sum, value, i) => sum + weights[o * v.length + i] * value, b),
    );
  };
  let h = net === "residual" ? linear(pair, hidden) : pair;
  for (let i = 0; i < blocks; i++) {
    const block = () => linear(relu(linear(relu(h), hidden)), hidden);
    h = net === "residual" ? add(h, block()) : relu(linear(h, hidden));
  }
  return linear(h, 1)[0];
}

const relu = (v: number[]) => v.map((value) => Math.max(0, value));

function add(a: number[], b: number[]): number[] {
  return a.map((value, i) => value + b[i]);
}

/** Weights away from the initial ones, on a grid of 2⁻¹⁰. */
function rough(estimator: RatioEstimator): Float32Array {
  const rng = stream("rough");
  return estimator
    .init(stream("init"))
    .map((w) => Math.round((w + 0.1 * rng.normal()) * 1024) / 1024);
}

function normals(rng: Rng, rows: number, cols: number): Matrix {
  return matrix(
    rows,
    cols,
    new Float64Array(rows * cols).map(() => rng.normal()),
  );
}

function numbers(v: Float32Array | Matrix): Float32Array | Float64Array {
  return v instanceof Float32Array ? v : v.data;
}

function copy(m: Matrix): Matrix {
  return matrix(m.rows, m.cols, m.data.slice());
}
