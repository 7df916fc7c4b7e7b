import { assert, assertLength } from "@retrodict/check";
import { logMixture } from "@retrodict/nn";
import type { ConditionalDensityEstimator } from "@retrodict/spec";
import { isEven, type EnsembleConfig, type EvenEnsembleConfig } from "./config.ts";
import { mixtureOf } from "./mixture-distribution.ts";
import { mixtureSession } from "./mixture-session.ts";
import { mixtureVjp } from "./mixture-vjp.ts";
import { sharesOf } from "./shares.ts";

/**
 * The mixture of estimators of one shape. Its weights are theirs, one after the other, then the logarithms of their
 * shares, up to a constant; an ensemble of even shares has none of these.
 */
export function mixtureEstimator(
  members: readonly ConditionalDensityEstimator[],
  config: EnsembleConfig | EvenEnsembleConfig,
): ConditionalDensityEstimator {
  const { shape, discreteTargets } = members[0];
  for (const member of members) assertAlike(member, members[0]);
  const even = isEven(config);
  const starts = [0];
  for (const member of members) starts.push(starts.at(-1)! + member.paramCount);
  const ownCount = starts.at(-1)!;
  const paramCount = ownCount + (even ? 0 : members.length);
  const partsOf = (params: Float32Array) => {
    assertLength(params, paramCount, "params", "ensemble");
    return {
      weights: members.map((_, m) => params.subarray(starts[m], starts[m + 1])),
      logShares: params.subarray(ownCount),
      shares: sharesOf(params.subarray(ownCount), members.length),
    };
  };
  return Object.freeze<ConditionalDensityEstimator>({
    estimates: "log-density",
    shape,
    ...(discreteTargets && { discreteTargets }),
    config: Object.freeze({ ...config }),
    // What was even when it was saved is not trained any more.
    ...(!even && { members: Object.freeze([...members]) }),
    paramCount,
    init(rng) {
      const params = new Float32Array(paramCount);
      for (const [m, member] of members.entries()) params.set(member.init(rng.fork(m)), starts[m]);
      return params;
    },
    score(params, target, context) {
      const { weights, shares } = partsOf(params);
      const scores = members.map((member, m) => member.score(weights[m], target, context));
      return logMixture(scores, shares);
    },
    scoreVjp(params, target, context) {
      const { weights, shares } = partsOf(params);
      const scored = members.map((member, m) => member.scoreVjp(weights[m], target, context));
      return mixtureVjp(scored, { shares, starts, paramCount });
    },
    session: (params, rows, options) =>
      mixtureSession({ members, ...partsOf(params) }, rows, options),
    condition(params, context) {
      const { weights, shares } = partsOf(params);
      return mixtureOf(
        members.map((member, m) => member.condition(weights[m], context)),
        shares,
      );
    },
  });
}

function assertAlike(
  member: ConditionalDensityEstimator,
  first: ConditionalDensityEstimator,
): void {
  assert(
    facts(member) === facts(first),
    "shape",
    "ensemble",
    () =>
      `expected members of one kind of target, got (${facts(first)}) and (${facts(member)}); make all of them for the same columns`,
  );
}

const facts = ({ shape, discreteTargets = [] }: ConditionalDensityEstimator): string =>
  `${shape.targetDim} dimensions given ${shape.contextDim}, discrete: ${discreteTargets.join(", ") || "none"}`;
