import { assertCount, assertRange } from "@retrodict/check";
import { column } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { quantiles } from "./quantiles.ts";

/** One dimension of the draws; `lower` and `upper` bound the central interval. */
export interface DrawSummary {
  readonly mean: number;
  readonly std: number;
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Mean, standard deviation (dividing by `n − 1`), median and the central interval that holds `mass` of
 * the draws, for every column. NaN where a column has a NaN. Needs two draws.
 */
export function summarizeDraws(draws: Matrix, mass = 0.9): readonly DrawSummary[] {
  assertCount(draws.rows, "the number of draws", "stats", 2);
  assertRange(mass, 0, 1, "mass", "stats");
  const tail = (1 - mass) / 2;
  return Array.from({ length: draws.cols }, (_, j) => {
    const values = column(draws, j);
    const list = Array.from(values);
    const [lower, median, upper] = quantiles(values, [tail, 0.5, 1 - tail]);
    return {
      mean: mean(list),
      std: sampleStandardDeviation(list),
      median,
      lower,
      upper,
    };
  });
}
