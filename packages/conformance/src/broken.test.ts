/** The checks find what they are for: each breaks one promise of an estimator that keeps them all. */
import { maf, mafFromConfig } from "@retrodict/maf";
import { matrix } from "@retrodict/matrix";
import type { ConditionalDensityEstimator, Distribution } from "@retrodict/spec";
import { referenceEngine, type Engine, type Program } from "@retrodict/tensor";
import { describe, expect, test } from "vitest";
import { densityEstimatorChecks, engineChecks, type Check } from "./index.ts";

const right = maf({ transforms: 1, hidden: 8 });
type Broken = Partial<ConditionalDensityEstimator>;

function checksOf(breaking: (estimator: ConditionalDensityEstimator) => Broken): readonly Check[] {
  return densityEstimatorChecks(
    {
      factory: (shape) => ({ ...right(shape), ...breaking(right(shape)) }),
      fromConfig: mafFromConfig,
    },
    { targetDim: 1, contextDim: 2 },
  );
}

const failing = (checks: readonly Check[]): readonly string[] =>
  checks.filter(({ run }) => throws(run)).map(({ name }) => name);

function throws(run: () => void): boolean {
  try {
    run();
    return false;
  } catch {
    return true;
  }
}

/** The estimator with another conditional distribution. */
const withDistribution =
  (change: (distribution: Distribution) => Partial<Distribution>) =>
  (estimator: ConditionalDensityEstimator): Broken => ({
    condition(params, context) {
      const distribution = estimator.condition(params, context);
      return { ...distribution, ...change(distribution) };
    },
  });

const breakages: readonly [string, (estimator: ConditionalDensityEstimator) => Broken, string][] = [
  [
    "gradients of half the size",
    ({ scoreVjp }) => ({
      scoreVjp(params, target, context) {
        const vjp = scoreVjp(params, target, context);
        return {
          ...vjp,
          pullback: (c, into) =>
            vjp.pullback(
              c.map((v) => v / 2),
              into,
            ),
        };
      },
    }),
    "gradient to params equals finite differences",
  ],
  [
    "scores relative to the batch's mean",
    ({ score }) => ({
      score(params, target, context) {
        const scores = score(params, target, context);
        const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
        return scores.map((s) => s - mean);
      },
    }),
    "a row's score does not depend on the other rows",
  ],
  [
    "NaN counted as 0",
    ({ score }) => ({ score: (...args) => score(...args).map((s) => s || 0) }),
    "NaN in a row makes that row's score NaN, and no other",
  ],
  [
    "initial weights from elsewhere",
    ({ init }) => ({ init: (rng) => init(rng).map((w) => w + Math.random()) }),
    "starts from the same finite weights for the same stream",
  ],
  [
    "a configuration of another network",
    ({ config }) => ({ config: { ...config, transforms: 2 } }),
    "its configuration, as JSON, rebuilds it",
  ],
  [
    "densities twice as large",
    ({ score, ...estimator }) => ({
      score: (...args) => score(...args).map((s) => s + Math.log(2)),
      condition(params, context) {
        const distribution = estimator.condition(params, context);
        const logDensity: Distribution["logDensity"] = (x) =>
          distribution.logDensity(x).map((s) => s + Math.log(2));
        return { ...distribution, logDensity };
      },
    }),
    "the density integrates to one, and draws come from it",
  ],
  [
    "draws too wide by a tenth",
    withDistribution(({ sample }) => ({
      sample(rng, n) {
        const { rows, cols, data } = sample(rng, n);
        return matrix(
          rows,
          cols,
          data.map((v) => 1.1 * v),
        );
      },
    })),
    "the density integrates to one, and draws come from it",
  ],
  [
    "draws that do not move the stream",
    withDistribution(({ sample }) => ({ sample: (rng, n) => sample(rng.fork("draws"), n) })),
    "draws are the same for the same stream, and new when drawn again",
  ],
  [
    "a session that steps uphill",
    ({ session }) => ({
      session(params, rows, options) {
        const own = session!(params, rows, options);
        return { ...own, backward: (cotangent) => own.backward(cotangent.map((c) => -c)) };
      },
    }),
    "a training session steps as the gradient says",
  ],
];

describe("an estimator with", () => {
  test("nothing broken passes", () => {
    expect(failing(checksOf(() => ({})))).toEqual([]);
  });
  test.each(breakages)("%s fails", (_, breaking, name) => {
    expect(failing(checksOf(breaking))).toContain(name);
  });
});

test("an engine whose first gradient is off by a thousandth fails", () => {
  const engine = referenceEngine();
  const broken: Engine = {
    name: "broken",
    compile(graph, options) {
      const program = engine.compile(graph, options);
      const paramsGradient: Program["paramsGradient"] = () =>
        program.paramsGradient().map((g, i) => (i === 0 ? g * 1.001 : g));
      return { ...program, paramsGradient };
    },
  };
  expect(failing(engineChecks(engine))).toEqual([]);
  expect(failing(engineChecks(broken)).length).toBeGreaterThan(10);
});
