/*
 * A simulation without output is an outcome like any other: it tells of the parameters what makes simulations fail. How
 * much is learned as p(valid | theta).
 */
import type { Matrix, Rng } from "@retrodict/spec";
import { validity } from "@retrodict/validity";
import type { Belief } from "./types.ts";
import type { Simulated } from "./simulate-experiment.ts";

export interface FailureModel {
  /** `log p(failed | theta)` up to a constant, one value a row; 0 where failures tell nothing that could be learned. */
  logFailing(theta: Matrix): Float64Array;
  readonly warnings: readonly string[];
}

export async function failureModel(
  rng: Rng,
  { theta, valid }: Simulated,
  { support }: Pick<Belief, "support">,
  signal: AbortSignal | undefined,
): Promise<FailureModel> {
  const learned = await validity(rng, { theta, valid }, { support, ...(signal && { signal }) });
  const { network } = learned.artifact;
  return {
    logFailing: (at) =>
      network === null ? new Float64Array(at.rows) : learned.logOdds(at).map(logComplement),
    warnings: learned.warnings,
  };
}

/** `log(1 − p)` of log-odds of p, without overflow. */
const logComplement = (logOdds: number): number =>
  -(Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds))));
