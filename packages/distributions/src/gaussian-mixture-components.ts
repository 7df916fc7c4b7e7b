import { assert } from "@retrodict/check";
import { fromRows, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { gaussianMixture, type GaussianMixture } from "./gaussian-mixture.ts";

/** A Gaussian times e to the power of `logWeight`. */
export interface Weighted {
  readonly logWeight: number;
  readonly mean: Float64Array;
  readonly factor: Matrix;
}

/** The components one by one. */
export function componentsOf({
  components,
  logWeights,
  means,
  factors,
}: GaussianMixture): Weighted[] {
  return Array.from({ length: components }, (_, k) => ({
    logWeight: logWeights[k],
    mean: row(means, k),
    factor: factors[k],
  }));
}

/** The mixture of these, its weights normalised. */
export function mixtureOf(parts: readonly Weighted[]): GaussianMixture {
  return gaussianMixture({
    logWeights: parts.map((part) => part.logWeight),
    means: fromRows(parts.map((part) => part.mean)),
    factors: parts.map((part) => part.factor),
  });
}

/** Refuses mixtures over different numbers of dimensions. */
export function assertSameDim(a: GaussianMixture, b: GaussianMixture): void {
  assert(
    a.dim === b.dim,
    "shape",
    "distributions",
    () =>
      `expected mixtures over the same dimensions, got ${a.dim} and ${b.dim}; take a marginal first`,
  );
}
