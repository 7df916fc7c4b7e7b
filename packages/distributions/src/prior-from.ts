import { assert } from "@retrodict/check";
import type { DifferentiableDistribution, ParameterSpec, SimulatorInfo } from "@retrodict/spec";
import { distributionFromConfig } from "./from-config.ts";
import { logUniformLaw, uniformLaw } from "./law.ts";
import { product } from "./product.ts";

/**
 * The default prior that a simulator declares: its `prior` if it has one, else uniform between its parameters' bounds,
 * on their linear or log scale. Parameters alone are taken as those of a simulator without a prior.
 */
export function priorFrom(
  declared: Pick<SimulatorInfo, "parameters" | "prior"> | readonly ParameterSpec[],
): DifferentiableDistribution {
  const { parameters, prior } =
    "parameters" in declared ? declared : { parameters: declared, prior: undefined };
  assert(
    parameters.length > 0,
    "argument",
    "distributions",
    "expected at least one parameter, got none; declare the parameters to infer",
  );
  if (prior === undefined) return uniformBetweenBounds(parameters);
  const distribution = distributionFromConfig(prior);
  assert(
    distribution.dim === parameters.length,
    "shape",
    "distributions",
    () =>
      `expected a prior over the ${parameters.length} parameters, got one of dimension ${distribution.dim}; declare one dimension per parameter`,
  );
  return distribution;
}

function uniformBetweenBounds(parameters: readonly ParameterSpec[]): DifferentiableDistribution {
  return product(
    parameters.map(({ name, bounds: [lower, upper], scale }) =>
      (scale === "log" ? logUniformLaw : uniformLaw)(lower, upper, `parameter "${name}"`),
    ),
  );
}
