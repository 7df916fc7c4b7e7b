import { assert, assertCount, assertFinite, assertMatrix } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { factorOfCovariance, factorOfPrecision } from "./gaussian-mixture-factor.ts";

/** What a mixture is made of: log-weights, one mean a row, one upper-triangular precision factor each. */
export interface MixtureParts {
  readonly logWeights: Float64Array;
  readonly means: Matrix;
  readonly factors: readonly Matrix[];
}

/**
 * K weights, K × D means and the shape of each component. Weights are positive and need not sum to 1; nor need the
 * exponentials of `logWeights`. Of precisions and covariances only the lower triangle is read.
 */
export type GaussianMixtureOptions = { readonly means: Matrix } & (
  | { readonly weights: ArrayLike<number> }
  | { readonly logWeights: ArrayLike<number> }
) &
  (
    | { readonly precisions: readonly Matrix[] }
    | { readonly covariances: readonly Matrix[] }
    | { readonly factors: readonly Matrix[] }
  );

/** Copies of what was given, checked, with shapes as factors; the log-weights are not normalised. */
export function partsOf(options: GaussianMixtureOptions): MixtureParts {
  const { means } = options;
  const { rows: components, cols: dim } = means;
  assertMatrix(means, {}, "means", "distributions");
  assertCount(components, "the number of means", "distributions");
  assertCount(dim, "the dimensions of the means", "distributions");
  assertFinite(means.data, "means", "distributions");
  return {
    logWeights: givenLogWeights(options, components),
    means: matrix(components, dim, means.data.slice()),
    factors: givenFactors(options, components, dim),
  };
}

function givenLogWeights(options: GaussianMixtureOptions, components: number): Float64Array {
  if ("logWeights" in options) {
    assertCountOf(options.logWeights, components, "logWeights");
    assertFinite(options.logWeights, "logWeights", "distributions");
    return Float64Array.from(options.logWeights);
  }
  assertCountOf(options.weights, components, "weights");
  return Float64Array.from(options.weights, (weight, k) => {
    assert(
      weight > 0 && Number.isFinite(weight),
      "range",
      "distributions",
      () =>
        `expected positive finite weights, got ${weight} for component ${k}; leave out components of no weight`,
    );
    return Math.log(weight);
  });
}

function givenFactors(
  options: GaussianMixtureOptions,
  components: number,
  dim: number,
): readonly Matrix[] {
  const each = (
    matrices: readonly Matrix[],
    what: string,
    factorOf: (m: Matrix, name: string) => Matrix,
  ): readonly Matrix[] => {
    assertCountOf(matrices, components, what);
    return matrices.map((m, k) => {
      const name = `${what}[${k}]`;
      assertMatrix(m, { rows: dim, cols: dim }, name, "distributions");
      assertFinite(m.data, name, "distributions");
      return factorOf(m, name);
    });
  };
  if ("precisions" in options) return each(options.precisions, "precisions", factorOfPrecision);
  if ("covariances" in options) return each(options.covariances, "covariances", factorOfCovariance);
  return each(options.factors, "factors", checkedFactor);
}

function checkedFactor(factor: Matrix, name: string): Matrix {
  const { cols, data } = factor;
  const upper = data.every((value, at) => {
    const i = Math.floor(at / cols);
    return at % cols < i ? value === 0 : at % cols > i || value > 0;
  });
  assert(
    upper,
    "numeric",
    "distributions",
    () =>
      `expected ${name} to be upper triangular with a positive diagonal, got ${Array.from(data).join(", ")}; pass precisions instead`,
  );
  return matrix(cols, cols, data.slice());
}

function assertCountOf(values: ArrayLike<unknown>, components: number, name: string): void {
  assert(
    values.length === components,
    "shape",
    "distributions",
    () =>
      `expected ${name} for ${components} components, got ${values.length}; pass one per row of the means`,
  );
}
