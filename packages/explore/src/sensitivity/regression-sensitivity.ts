import { assert, assertLength } from "@retrodict/check";
import { gatherRows, matrix } from "@retrodict/matrix";
import { finiteRows, standardization, standardize } from "@retrodict/nn";
import type { Matrix, Rng } from "@retrodict/spec";
import { namesOf, type Named } from "../names.ts";
import type { Verdict } from "../types.ts";
import { bootstrapErrors } from "./bootstrap.ts";
import { leastSquares } from "./least-squares.ts";
import { parameterScale, scaled, type ScaleOptions } from "./scale.ts";

export interface RegressionSensitivityOptions extends ScaleOptions {
  /** Resamples of the rows for errors; 200 by default. */
  readonly resamples?: number;
  /** Names of the parameters; theta1, theta2, … by default. */
  readonly parameters?: readonly Named[];
}

export interface RegressionSensitivity {
  /** Slopes per unit of each parameter, scaled to a vector of length 1. */
  readonly coefficients: Float64Array;
  /** Bootstrap standard errors of these. */
  readonly errors: Float64Array;
  /** Share of the scalar's variance that the plane explains. */
  readonly rSquared: number;
  /** Rows that were left out because theta or the scalar was not finite. */
  readonly excludedRows: number;
  readonly verdict: Verdict<"linear" | "not-linear">;
}

/** A plane that explains less says little of the scalar. */
const ENOUGH = 0.5;

/**
 * Sensitivity of a scalar of simulations, one of `values` per row of theta, to every parameter: least squares of the
 * standardised scalar on scaled parameters, its slopes as a unit vector (Deistler, Macke & Gonçalves 2022).
 */
export function regressionSensitivity(
  rng: Rng,
  theta: Matrix,
  values: Float64Array,
  options: RegressionSensitivityOptions = {},
): RegressionSensitivity {
  assertLength(values, theta.rows, "values", "explore");
  const names = namesOf(options.parameters, theta.cols);
  const all = finiteRows(theta, matrix(theta.rows, 1, values));
  assert(
    all.theta.rows > theta.cols + 1,
    "data",
    "explore",
    () =>
      `expected more rows than the ${theta.cols + 1} coefficients of a plane, got ${all.theta.rows} finite ones; simulate more`,
  );
  const columns = scaled(all.theta, parameterScale(all.theta, options));
  const fit = (rows: Uint32Array) => plane(gatherRows(columns, rows), gatherRows(all.x, rows));
  const { coefficients, rSquared } = fit(Uint32Array.from(all.rows.keys()));
  const errors = bootstrapErrors(
    rng,
    columns.rows,
    (rows) => fit(rows).coefficients,
    options.resamples ?? 200,
  );
  return Object.freeze<RegressionSensitivity>({
    coefficients,
    errors,
    rSquared,
    excludedRows: all.excluded,
    verdict: verdictOf({ coefficients, errors, rSquared }, names),
  });
}

/** Centred, as the plane's height is of no interest. */
function plane(columns: Matrix, values: Matrix) {
  const own = standardization(columns);
  const centred = standardize(columns, { ...own, std: own.std.map(() => 1) });
  const y = standardize(values, standardization(values)).data;
  const slopes = leastSquares(centred, y);
  const rest = y.reduce((sum, value, i) => {
    const at = slopes.reduce(
      (line, slope, j) => line + slope * centred.data[i * slopes.length + j],
      0,
    );
    return sum + (value - at) ** 2;
  }, 0);
  const norm = Math.hypot(...slopes);
  return {
    coefficients: slopes.map((slope) => slope / norm),
    rSquared: 1 - rest / y.reduce((sum, value) => sum + value * value, 0),
  };
}

function verdictOf(
  { coefficients, errors, rSquared }: Omit<RegressionSensitivity, "excludedRows" | "verdict">,
  names: readonly string[],
): RegressionSensitivity["verdict"] {
  const order = [...coefficients.keys()].sort(
    (i, j) => Math.abs(coefficients[j]) - Math.abs(coefficients[i]),
  );
  const largest = order
    .slice(0, 3)
    .map((j) => `${names[j]} (${coefficients[j].toFixed(2)} ± ${errors[j].toFixed(2)})`);
  const share = `${Math.round(100 * rSquared)} % of the variance`;
  return rSquared >= ENOUGH
    ? {
        outcome: "linear",
        sentence: `The scalar depends most on ${largest.join(", ")}; a plane explains ${share}.`,
      }
    : {
        outcome: "not-linear",
        sentence: `A plane explains only ${share}, so its coefficients say little; use activeSubspace with a regressionNetwork.`,
      };
}
