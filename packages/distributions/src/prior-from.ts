import { assert } from "@retrodict/check";
import type { DifferentiableDistribution, ParameterSpec } from "@retrodict/spec";
import { logUniformLaw, uniformLaw } from "./law.ts";
import { product } from "./product.ts";

/** The default prior that parameters declare: uniform between their bounds, on their linear or log scale. */
export function priorFrom(parameters: readonly ParameterSpec[]): DifferentiableDistribution {
  assert(
    parameters.length > 0,
    "argument",
    "distributions",
    "expected at least one parameter, got none; declare the parameters to infer",
  );
  return product(
    parameters.map(({ name, bounds: [lower, upper], scale }) =>
      (scale === "log" ? logUniformLaw : uniformLaw)(lower, upper, `parameter "${name}"`),
    ),
  );
}
