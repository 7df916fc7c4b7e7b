import { assertPositive } from "@retrodict/check";
import { columnMeans, columnStds } from "@retrodict/matrix";
import type { Fit, Matrix } from "@retrodict/spec";
import type { StopRule } from "./types.ts";

export interface SettledOptions {
  /** In standard deviations of the posterior; 0.1 by default. */
  readonly tolerance?: number;
  /** Draws from each posterior; 2000 by default, with which a mean is known to 0.02 standard deviations. */
  readonly draws?: number;
}

/**
 * Stops once a round has hardly changed the posterior: no parameter's mean has moved by `tolerance` standard deviations,
 * and no standard deviation by that share. It looks at marginals only, so more rounds may still change the rest.
 */
export function posteriorSettled<F extends Fit>({
  tolerance = 0.1,
  draws = 2000,
}: SettledOptions = {}): StopRule<F> {
  assertPositive(tolerance, "tolerance", "rounds");
  return async (rng, { posterior }, before) => {
    const earlier = before.at(-1)?.posterior;
    if (posterior === undefined || earlier === undefined) return undefined;
    const [now, then] = await Promise.all(
      [posterior, earlier].map((one, i) => one.sample(rng.fork(i), draws)),
    );
    const change = largestChange(now.samples, then.samples);
    return change < tolerance
      ? `the posterior changed by ${change.toFixed(3)} standard deviations`
      : undefined;
  };
}

function largestChange(now: Matrix, then: Matrix): number {
  const [mean, std] = [columnMeans(now), columnStds(now)];
  const [meanBefore, stdBefore] = [columnMeans(then), columnStds(then)];
  return Math.max(
    ...mean.map((value, j) => Math.abs(value - meanBefore[j]) / std[j]),
    ...std.map((value, j) => Math.abs(Math.log(value / stdBefore[j]))),
  );
}
