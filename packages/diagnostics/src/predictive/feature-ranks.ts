import { assertLength, assertMatrix } from "@retrodict/check";
import { column, row, stackRows, matrix } from "@retrodict/matrix";
import type { FieldSpec, Matrix } from "@retrodict/spec";
import { largestPerRow, outlyingness } from "./outlyingness.ts";
import { exceedance, tailProbability } from "./rank-probability.ts";

/** An observation, and simulations to find it among. */
export interface AmongSimulations {
  /** One per column. */
  readonly features: readonly Pick<FieldSpec, "name">[];
  /** One value per feature; NaN where it has none. */
  readonly observed: ArrayLike<number>;
  /** One simulation per row, one feature per column; NaN where undefined. */
  readonly simulated: Matrix;
}

/** Where one observed feature lies among the simulated ones. */
export interface FeatureRank {
  readonly name: string;
  /** Two-sided tail probability among the simulations that have a value; NaN where there is nothing to compare. */
  readonly tail: number;
  /** Chance that any feature of a simulation lies as far out as this one. */
  readonly adjusted: number;
  /** Which way the observed value lies from the simulated median. */
  readonly side: "below" | "above" | "within" | "undefined";
  /** Simulations in which the feature has no value. */
  readonly missing: number;
}

/**
 * The rank of each observed feature, adjusted for their number by the largest deviation of whole simulations (Westfall
 * & Young 1993), which allows for features that say the same. If the observation is like the simulations, any `adjusted`
 * falls below p with probability p at most.
 */
export function rankFeatures(input: AmongSimulations): readonly FeatureRank[] {
  const { features } = input;
  const { observed, simulated } = checked(input);
  const all = outlyingness(stackRows(observed, simulated));
  const largest = largestPerRow(all).subarray(1);
  return features.map(({ name }, j) => {
    const values = column(simulated, j);
    const finite = values.filter(Number.isFinite);
    const value = observed.data[j];
    return {
      name,
      tail: Number.isFinite(value) ? tailProbability(finite, value) : Number.NaN,
      adjusted: exceedance(largest, all.data[j]),
      side: sideOf(finite, value),
      missing: values.length - finite.length,
    };
  });
}

/** The observation as a matrix of one row, its size checked. */
export function checked({ features, observed, simulated }: AmongSimulations) {
  assertLength(observed, features.length, "observed", "diagnostics");
  assertMatrix(simulated, { cols: features.length }, "simulated", "diagnostics");
  return { observed: matrix(1, features.length, Float64Array.from(observed)), simulated };
}

/** The rows without a missing value. */
export function wholeRows(table: Matrix): Matrix {
  const whole = Array.from({ length: table.rows }, (_, i) => row(table, i)).filter((values) =>
    values.every(Number.isFinite),
  );
  const out = matrix(whole.length, table.cols);
  whole.forEach((values, i) => out.data.set(values, i * table.cols));
  return out;
}

function sideOf(others: Float64Array, value: number): FeatureRank["side"] {
  if (!Number.isFinite(value) || others.length === 0) return "undefined";
  const below = others.filter((other) => other < value).length;
  const above = others.filter((other) => other > value).length;
  if (below === above) return "within";
  return above > below ? "below" : "above";
}
