import { assertCount, assertMatrix, refuseIfAborted } from "@retrodict/check";
import type { GaussianMixture } from "@retrodict/distributions";
import { identity, matrix, row } from "@retrodict/matrix";
import { pacer } from "@retrodict/nn";
import type { Matrix, RunOptions, Support } from "@retrodict/spec";
import type { ExploredDensity } from "../types.ts";
import { conditionalDensity } from "./conditional-density.ts";
import { tableCorrelation } from "./table-correlation.ts";

export interface ConditionalCorrelationOptions extends RunOptions {
  /**
   * Points along each axis of a table; 25 by default: correlations of Gaussians are within 1e-4 up to 0.95, and 0.01
   * beyond.
   */
  readonly resolution?: number;
  /** Edges of the tables, on which their outermost points are; by default they cover what the density reaches. */
  readonly limits?: Support;
}

/**
 * How two parameters make up for each other when all others are fixed: the correlation of every pair given the rest
 * of each row of `conditions`, draws of the posterior as a rule, averaged over the rows; `D × D`, with ones on the
 * diagonal. Of a `GaussianMixture` it is exact, and `limits` and `resolution` are not used; else it is taken from a
 * table of each pair (Gonçalves et al. 2020; Deistler, Macke & Gonçalves 2022). A pair and a condition without a
 * correlation are left out of the mean; NaN where none has one.
 */
export async function conditionalCorrelation(
  posterior: ExploredDensity,
  conditions: Matrix,
  options: ConditionalCorrelationOptions = {},
): Promise<Matrix> {
  const { dim } = posterior;
  const { signal, onProgress } = options;
  assertMatrix(conditions, { cols: dim }, "conditions", "explore");
  assertCount(conditions.rows, "the number of conditions", "explore");
  const correlationOf = isMixture(posterior) ? exact(posterior) : tabulated(posterior, options);
  const pace = pacer();
  const out = matrix(dim, dim, identity(dim).data);
  const pairs = (dim * (dim - 1)) / 2;
  let done = 0;
  for (let i = 0; i < dim; i++) {
    for (let j = i + 1; j < dim; j++) {
      let [sum, count] = [0, 0];
      for (let k = 0; k < conditions.rows; k++) {
        refuseIfAborted(signal, "explore");
        const value = correlationOf(row(conditions, k), [i, j]);
        if (Number.isFinite(value)) [sum, count] = [sum + value, count + 1];
        await pace();
      }
      out.data[i * dim + j] = out.data[j * dim + i] = sum / count;
      onProgress?.(++done, pairs);
    }
  }
  return out;
}

type CorrelationOf = (theta: Float64Array, dims: readonly [number, number]) => number;

const tabulated =
  (
    posterior: ExploredDensity,
    { resolution = 25, limits }: ConditionalCorrelationOptions,
  ): CorrelationOf =>
  (theta, dims) =>
    tableCorrelation(
      conditionalDensity(posterior, theta, dims, { resolution, ...(limits && { limits }) }),
    );

const exact =
  (mixture: GaussianMixture): CorrelationOf =>
  (theta, dims) => {
    const others = [...theta.keys()].filter((d) => !dims.includes(d));
    const given =
      others.length === 0
        ? mixture
        : mixture.condition(
            others,
            others.map((d) => theta[d]),
          );
    const [xx, xy, , yy] = given.covariance().data;
    return xy / Math.sqrt(xx * yy);
  };

const isMixture = (posterior: ExploredDensity): posterior is GaussianMixture =>
  "factors" in posterior && "condition" in posterior;
