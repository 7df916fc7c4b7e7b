import { matrix } from "@retrodict/matrix";
import { stream } from "@retrodict/random";
import type { ConditionalDensityEstimator, Matrix, Rng } from "@retrodict/spec";
import { describe, expect, test } from "vitest";
import { maf, mafFromConfig } from "./index.ts";

/** Shapes small enough for quadrature and finite differences, and larger ones with odd sizes. */
const cases = [
  { targetDim: 1, contextDim: 1, transforms: 1, blocks: 0, hidden: 3 },
  { targetDim: 1, contextDim: 3, transforms: 3, blocks: 2, hidden: 10 },
  { targetDim: 2, contextDim: 2, transforms: 2, blocks: 1, hidden: 8 },
  { targetDim: 2, contextDim: 1, transforms: 5, blocks: 2, hidden: 50 },
  { targetDim: 5, contextDim: 4, transforms: 3, blocks: 2, hidden: 13 },
  { targetDim: 7, contextDim: 2, transforms: 2, blocks: 1, hidden: 5 },
];

describe.each(cases)("maf $targetDim | $contextDim, $transforms × $blocks × $hidden", (sizes) => {
  const estimator = maf(sizes)(sizes);
  const params = roughWeights(estimator, stream("weights"));
  const { targetDim, contextDim } = sizes;

  test("starts as the standard normal, whatever the context", () => {
    const target = normals(stream(1), 20, targetDim);
    const score = estimator.score(
      estimator.init(stream(2)),
      target,
      normals(stream(3), 20, contextDim),
    );
    for (let i = 0; i < 20; i++) {
      const row = target.data.subarray(i * targetDim, (i + 1) * targetDim);
      const expected = row.reduce((sum, v) => sum - v ** 2 / 2 - Math.log(2 * Math.PI) / 2, 0);
      expect(score[i]).toBeCloseTo(expected, 4);
    }
  });

  test("gradients agree with finite differences", () => {
    const rows = 6;
    const target = normals(stream(4), rows, targetDim);
    const context = normals(stream(5), rows, contextDim);
    const cotangent = normals(stream(6), rows, 1).data;
    const into = {
      params: new Float32Array(params.length),
      target: matrix(rows, targetDim),
      context: matrix(rows, contextDim),
    };
    const vjp = estimator.scoreVjp(params, target, context);
    vjp.pullback(cotangent, into);
    vjp.pullback(cotangent, into); // adds
    const value = (p: Float32Array, t: Matrix, c: Matrix): number =>
      estimator.score(p, t, c).reduce((sum, s, i) => sum + s * cotangent[i]!, 0);
    const directional = (along: (rng: Rng) => [number, number]): void => {
      const [analytic, numeric] = along(stream("direction"));
      expect(Math.abs(analytic - numeric)).toBeLessThan(1e-2 * (1 + Math.abs(numeric)));
    };
    const step = 2e-3;
    const shifted = <T extends Float32Array | Float64Array>(
      at: T,
      by: Float64Array,
      h: number,
    ): T => at.map((v, i) => v + h * by[i]!) as T;
    const dot = (a: ArrayLike<number>, b: Float64Array): number =>
      b.reduce((sum, v, i) => sum + (v * a[i]!) / 2, 0);
    directional((rng) => {
      const d = unit(rng, params.length);
      const at = (h: number) => value(shifted(params, d, h), target, context);
      return [dot(into.params, d), (at(step) - at(-step)) / (2 * step)];
    });
    directional((rng) => {
      const d = unit(rng, target.data.length);
      const at = (h: number) =>
        value(params, matrix(rows, targetDim, shifted(target.data, d, h)), context);
      return [dot(into.target.data, d), (at(step) - at(-step)) / (2 * step)];
    });
    directional((rng) => {
      const d = unit(rng, context.data.length);
      const at = (h: number) =>
        value(params, target, matrix(rows, contextDim, shifted(context.data, d, h)));
      return [dot(into.context.data, d), (at(step) - at(-step)) / (2 * step)];
    });
  });
});

/** Weights far from the identity the flow starts as. */
function roughWeights(estimator: ConditionalDensityEstimator, rng: Rng): Float32Array {
  return estimator.init(rng).map((w) => w + 0.15 * rng.normal());
}

function normals(rng: Rng, rows: number, cols: number): Matrix {
  return matrix(
    rows,
    cols,
    new Float64Array(rows * cols).map(() => rng.normal()),
  );
}

function unit(rng: Rng, length: number): Float64Array {
  const v = new Float64Array(length).map(() => rng.normal());
  const norm = Math.hypot(...v);
  return v.map((x) => x / norm);
}
