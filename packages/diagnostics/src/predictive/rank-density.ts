import { assertLength, assertMatrix } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import type { LogDensity, Matrix } from "@retrodict/spec";
import type { TestResult } from "@retrodict/stats";
import { exceedance } from "./rank-probability.ts";

/**
 * The rank of an observation's log-density among those of simulations: any density of x will do, such as a flow fitted
 * to other simulations from the prior. The statistic is minus the log-density, large where the observation is unlikely.
 */
export function rankDensity(
  density: LogDensity,
  simulated: Matrix,
  observed: Float64Array,
): TestResult {
  assertMatrix(simulated, { cols: density.dim }, "simulated", "diagnostics");
  assertLength(observed, density.dim, "observed", "diagnostics");
  const [statistic] = density.logDensity(matrix(1, density.dim, observed)).map((value) => -value);
  const others = density.logDensity(simulated).map((value) => -value);
  return { statistic, pValue: exceedance(others, statistic) };
}
