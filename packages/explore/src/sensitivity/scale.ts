import { assert, assertLength, assertMatrix } from "@retrodict/check";
import { columnMeans, columnStds, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/** Where zero is and what one unit is, per parameter: sensitivities compare parameters on these scales. */
export interface ScaleOptions {
  /** The prior's standard deviations, say; those of the draws by default. */
  readonly scale?: ArrayLike<number>;
  /** Means of the draws by default. */
  readonly centre?: ArrayLike<number>;
}

export interface ParameterScale {
  readonly scale: Float64Array;
  readonly centre: Float64Array;
}

export function parameterScale(draws: Matrix, options: ScaleOptions): ParameterScale {
  assertMatrix(draws, {}, "draws", "explore");
  const { scale = columnStds(draws), centre = columnMeans(draws) } = options;
  assertLength(scale, draws.cols, "scale", "explore");
  assertLength(centre, draws.cols, "centre", "explore");
  const units = Float64Array.from(scale);
  assert(
    units.every((unit) => unit > 0 && Number.isFinite(unit)),
    "range",
    "explore",
    () =>
      `expected scales above zero, got [${units.join(", ")}]; leave out parameters that do not vary`,
  );
  return { scale: units, centre: Float64Array.from(centre) };
}

/** `(theta − centre) / scale`, row by row. */
export const scaled = (theta: Matrix, { scale, centre }: ParameterScale): Matrix =>
  matrix(
    theta.rows,
    theta.cols,
    theta.data.map((value, at) => (value - centre[at % theta.cols]) / scale[at % theta.cols]),
  );
