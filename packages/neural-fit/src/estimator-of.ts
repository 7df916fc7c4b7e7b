import { assert } from "@retrodict/check";
import type {
  ConditionalDensityEstimator,
  EstimatorFactory,
  EstimatorShape,
  RatioEstimator,
} from "@retrodict/spec";

/**
 * What a factory makes for a shape. Throws an `argument` error where it makes an estimator of another kind than the
 * algorithm learns, which types rule out but JavaScript does not.
 */
export function estimatorOf<E extends ConditionalDensityEstimator | RatioEstimator>(
  factory: EstimatorFactory<E>,
  shape: EstimatorShape,
  { estimates, source }: { readonly estimates: E["estimates"]; readonly source: string },
): E {
  const estimator = factory(shape);
  assert(
    estimator.estimates === estimates,
    "argument",
    source,
    () =>
      `expected an estimator of a ${estimates}, got one of ${estimator.estimates ?? "neither a density nor a ratio"}; ${estimates === "log-ratio" ? "pass a classifier()" : "pass maf(), nsf() or mdn()"}`,
  );
  return estimator;
}
