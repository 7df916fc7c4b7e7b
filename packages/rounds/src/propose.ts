import type { Fit, Proposal, Rng } from "@retrodict/spec";
import type { Before } from "./types.ts";

/** The scheme of sequential neural estimation: the prior first, then what the last fit proposes. */
export function proposeNext<F extends Fit>(
  _rng: Rng,
  { fit, observed }: Before<F>,
): Proposal | "prior" {
  return fit === undefined ? "prior" : (fit.proposal?.(observed) ?? fit.posterior(observed));
}
