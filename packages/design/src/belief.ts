/** A prior and a posterior as one thing: draws, a density and whether it is normalised. */
import { assert, refuseIfAborted } from "@retrodict/check";
import { gatherRows } from "@retrodict/matrix";
import { below } from "@retrodict/random";
import type { Distribution, Matrix, Rng, RunOptions } from "@retrodict/spec";
import type { Belief } from "./types.ts";

/** Distributions are; a posterior says so itself. */
export const isNormalized = (belief: Belief): boolean =>
  "normalized" in belief ? belief.normalized : true;

/** Exactly `n` draws, one a row; a `budget` error where a posterior gives fewer. */
export async function drawBelief(
  rng: Rng,
  belief: Belief,
  n: number,
  options: Pick<RunOptions, "signal">,
): Promise<Matrix> {
  const drawn = await belief.sample(rng, n, options);
  refuseIfAborted(options.signal, "design");
  const samples = "samples" in drawn ? drawn.samples : drawn;
  assert(
    samples.rows === n,
    "budget",
    "design",
    () =>
      `expected ${n} draws of the belief, got ${samples.rows}; ${"warnings" in drawn && drawn.warnings[0] ? drawn.warnings[0] : "sample it by other means"}`,
  );
  return samples;
}

/** The prior that an algorithm learns under: where only a posterior is known, its draws stand in for new ones. */
export function asPrior(belief: Belief, draws: Matrix): Distribution {
  if (!("normalized" in belief)) return belief;
  return Object.freeze<Distribution>({
    dim: belief.dim,
    support: belief.support,
    logDensity: (theta) => belief.logDensity(theta),
    sample: (rng, n) =>
      gatherRows(
        draws,
        Uint32Array.from({ length: n }, () => below(rng, draws.rows)),
      ),
  });
}
