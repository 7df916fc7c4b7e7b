/** Data and estimators of tests. */
import { matrix } from "@retrodict/matrix";
import type { ConditionalDensityEstimator, Matrix, Rng } from "@retrodict/spec";
import type { DiscreteColumns } from "./config.ts";

/** Every combination of one value a column. */
export function combinations(
  lists: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  return lists.reduce<readonly (readonly number[])[]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}

export function normals(rng: Rng, rows: number, cols: number): Matrix {
  return matrix(
    rows,
    cols,
    new Float64Array(rows * cols).map(() => rng.normal()),
  );
}

/** Discrete columns moved to the nearest value listed; NaN stays. */
export function snapped(target: Matrix, discrete: DiscreteColumns): Matrix {
  const data = target.data.map((value, at) => {
    const values = discrete[at % target.cols] ?? [];
    const nearest = [...values].sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
    return Number.isNaN(value) ? NaN : (nearest ?? value);
  });
  return matrix(target.rows, target.cols, data);
}

/** The estimator with targets of any numbers, which checks draw at random. */
export function ofAnyNumbers(
  estimator: ConditionalDensityEstimator,
  discrete: DiscreteColumns,
): ConditionalDensityEstimator {
  const snap = (target: Matrix): Matrix => snapped(target, discrete);
  return {
    ...estimator,
    score: (params, target, context) => estimator.score(params, snap(target), context),
    scoreVjp: (params, target, context) => estimator.scoreVjp(params, snap(target), context),
    session(params, rows, options) {
      const session = estimator.session!(params, rows, options);
      return { ...session, score: (target, context) => session.score(snap(target), context) };
    },
  };
}
