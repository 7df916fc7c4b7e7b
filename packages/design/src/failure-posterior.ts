import { gatherRows, matrix, stackRows } from "@retrodict/matrix";
import type { Draws, Matrix, Proposal, Rng, RunOptions } from "@retrodict/spec";
import { drawBelief, isNormalized } from "./belief.ts";
import { mean } from "./estimate.ts";
import type { FailureModel } from "./failure-model.ts";
import type { Belief } from "./types.ts";

/** Gives up after this many candidates per draw asked for. */
const CANDIDATES_PER_DRAW = 100;

/** The belief after an experiment gave no output: `p(theta) · p(failed | theta)`, drawn by rejection. */
export function failurePosterior(
  belief: Belief,
  { logFailing }: FailureModel,
  draws: Matrix,
): Proposal {
  const logShare = Math.log(mean(logFailing(draws).map(Math.exp)));
  return Object.freeze<Proposal>({
    dim: belief.dim,
    support: belief.support,
    normalized: isNormalized(belief),
    logDensity(theta) {
      const failing = logFailing(theta);
      return belief
        .logDensity(theta)
        .map((value, i) => (value > -Infinity ? value + failing[i] - logShare : value));
    },
    async sample(rng: Rng, n: number, { signal, onProgress }: RunOptions = {}): Promise<Draws> {
      let samples = matrix(0, belief.dim);
      let tried = 0;
      for (let batch = 0; samples.rows < n && tried < CANDIDATES_PER_DRAW * n; batch++) {
        const own = rng.fork(batch);
        const candidates = await drawBelief(
          own.fork("belief"),
          belief,
          n,
          signal ? { signal } : {},
        );
        const failing = logFailing(candidates);
        const kept = Array.from(failing.keys()).filter((i) => own.uniform() < Math.exp(failing[i]));
        samples = stackRows(samples, gatherRows(candidates, kept.slice(0, n - samples.rows)));
        tried += n;
        onProgress?.(samples.rows, n);
      }
      return {
        samples,
        diagnostics: { requested: n, drawn: tried },
        warnings:
          samples.rows === n
            ? []
            : [
                `Only ${samples.rows} of ${n} draws within ${tried} candidates: the belief hardly allows for a failure; simulate more, or widen it.`,
              ],
      };
    },
  });
}
