import { assert, assertCount, assertLength } from "@retrodict/check";
import type {
  ConditionalDensityEstimator,
  EstimatorConfig,
  EstimatorFactory,
} from "@retrodict/spec";
import { assertEnsembleConfig, type EnsembleConfig } from "./config.ts";
import { logMeanExp } from "./log-mean-exp.ts";
import { mixtureOf } from "./mixture-distribution.ts";
import { mixtureVjp } from "./mixture-vjp.ts";

export interface EnsembleOptions {
  /** Networks, each from its own initial weights and its own split of the simulations; 5 by default. */
  readonly members?: number;
}

/**
 * Several density estimators of one architecture as one: its density is the mean of theirs (Lakshminarayanan,
 * Pritzel & Blundell 2017; for posteriors Hermans et al. 2022). Trainers train every member by itself.
 */
export function ensemble(
  factory: EstimatorFactory<ConditionalDensityEstimator>,
  { members = 5 }: EnsembleOptions = {},
): EstimatorFactory<ConditionalDensityEstimator> {
  assertCount(members, "members", "ensemble");
  return (shape) => {
    const member = factory(shape);
    return ensembleOf(member, {
      kind: "ensemble",
      members,
      estimator: member.config,
    });
  };
}

/** The ensemble whose `config` this is; `estimators` rebuild its members, by the kind of their configuration. */
export function ensembleFromConfig(
  config: EstimatorConfig,
  estimators: Readonly<Record<string, (config: EstimatorConfig) => ConditionalDensityEstimator>>,
): ConditionalDensityEstimator {
  assertEnsembleConfig(config);
  const { kind } = config.estimator;
  const fromConfig = Object.hasOwn(estimators, kind) ? estimators[kind] : undefined;
  assert(
    fromConfig !== undefined,
    "name",
    "ensemble",
    () =>
      `expected members of kind ${Object.keys(estimators).join(", ")}, got "${kind}"; add the package's fromConfig function to estimators`,
  );
  return ensembleOf(fromConfig(config.estimator), config);
}

/** Members compute alike, so that one estimator serves them all, with the weights of each in turn. */
function ensembleOf(
  member: ConditionalDensityEstimator,
  config: EnsembleConfig,
): ConditionalDensityEstimator {
  const count = config.members;
  const paramCount = count * member.paramCount;
  const weightsOf = (params: Float32Array): readonly Float32Array[] => {
    assertLength(params, paramCount, "params", "ensemble");
    return Array.from({ length: count }, (_, m) =>
      params.subarray(m * member.paramCount, (m + 1) * member.paramCount),
    );
  };
  return Object.freeze<ConditionalDensityEstimator>({
    estimates: "log-density",
    shape: member.shape,
    ...(member.discreteTargets && { discreteTargets: member.discreteTargets }),
    config: Object.freeze({ ...config }),
    members: Object.freeze(Array.from({ length: count }, () => member)),
    paramCount,
    init(rng) {
      const params = new Float32Array(paramCount);
      for (let m = 0; m < count; m++) params.set(member.init(rng.fork(m)), m * member.paramCount);
      return params;
    },
    score(params, target, context) {
      return logMeanExp(weightsOf(params).map((weights) => member.score(weights, target, context)));
    },
    scoreVjp(params, target, context) {
      return mixtureVjp(
        weightsOf(params).map((weights) => member.scoreVjp(weights, target, context)),
        member.paramCount,
      );
    },
    condition(params, context) {
      return mixtureOf(weightsOf(params).map((weights) => member.condition(weights, context)));
    },
  });
}
