import { assert } from "@retrodict/check";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
} from "@retrodict/spec";
import { assertEnsembleConfig, isEven } from "./config.ts";
import { mixtureEstimator } from "./mixture-estimator.ts";

/**
 * Several density estimators as one: the mixture of what they learned, each with the share that does best on held-out
 * simulations (stacking: Smyth & Wolpert 1999). Trainers train every member by itself. The same factory twice gives two
 * networks, from initial weights of their own (Lakshminarayanan, Pritzel & Blundell 2017).
 */
export function ensemble(
  factories: readonly EstimatorFactory<ConditionalDensityEstimator>[],
): EstimatorFactory<ConditionalDensityEstimator> {
  assert(
    factories.length > 0,
    "argument",
    "ensemble",
    "expected estimators, got none; pass one factory for each member",
  );
  return (shape) => {
    const make = memoized(
      (factory: EstimatorFactory<ConditionalDensityEstimator>) => factory(shape),
      (factory) => factory,
    );
    const members = factories.map(make);
    return mixtureEstimator(members, {
      kind: "ensemble",
      members: members.map(({ config }) => config),
    });
  };
}

/** The ensemble whose `config` this is; `estimators` rebuild its members, by the kind of their configuration. */
export function ensembleFromConfig(
  config: EstimatorConfig,
  estimators: Readonly<Record<string, (config: EstimatorConfig) => ConditionalDensityEstimator>>,
): ConditionalDensityEstimator {
  assertEnsembleConfig(config);
  const make = memoized((member: EstimatorConfig) => {
    const fromConfig = Object.hasOwn(estimators, member.kind) ? estimators[member.kind] : undefined;
    assert(
      fromConfig !== undefined,
      "name",
      "ensemble",
      () =>
        `expected members of kind ${Object.keys(estimators).join(", ")}, got "${member.kind}"; add the package's fromConfig function to estimators`,
    );
    return fromConfig(member);
  }, JSON.stringify);
  const configs = isEven(config)
    ? Array.from({ length: config.members }, () => config.estimator)
    : config.members;
  return mixtureEstimator(configs.map(make), config);
}

/** Members that compute alike are one estimator, which takes the weights of each in turn. */
function memoized<T, E>(make: (from: T) => E, key: (from: T) => unknown): (from: T) => E {
  const made = new Map<unknown, E>();
  return (from) => {
    const known = made.get(key(from)) ?? make(from);
    made.set(key(from), known);
    return known;
  };
}
