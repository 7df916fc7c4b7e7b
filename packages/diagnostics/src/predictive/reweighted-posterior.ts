/**
 * The posterior under another prior than the one it was learned with: its density times prior over prior. With the
 * posterior at the observation as that prior, calibration looks where an inference in rounds claims to hold (Säilynoja,
 * Schmitt, Bürkner & Vehtari, "Posterior SBC: simulation-based calibration checking conditional on data", 2025).
 */
import type { LogDensity, Matrix, Posterior, Rng, RunOptions } from "@retrodict/spec";
import type { TrialPosterior } from "../calibration/types.ts";
import { adaptiveImportance } from "./adaptive-importance.ts";

/** Densities that need not be normalised. */
export interface PriorChange {
  /** The prior that the posterior was learned with. */
  readonly from: LogDensity;
  readonly to: LogDensity;
}

/** Candidates for each draw. */
const CANDIDATES = 8;

/**
 * That posterior, by importance sampling from Gaussians that close in on it. No draws, and a warning, where they do not
 * get near it, as with several modes that differ between the priors.
 */
export function reweightedPosterior(
  posterior: Pick<Posterior, "sample" | "logDensity">,
  { from, to }: PriorChange,
): TrialPosterior {
  const change = (theta: Matrix): Float64Array => {
    const before = from.logDensity(theta);
    return to
      .logDensity(theta)
      .map((after, i) => (after === -Infinity ? after : after - before[i]));
  };
  const logDensity = (theta: Matrix): Float64Array => {
    const changed = change(theta);
    return posterior.logDensity(theta).map((value, i) => value + changed[i]);
  };
  return {
    logDensity,
    async sample(rng: Rng, n: number, options?: RunOptions) {
      const first = await posterior.sample(rng.fork("candidates"), CANDIDATES * n, options);
      const { samples, worth } = adaptiveImportance(rng.fork("importance"), n, {
        theta: first.samples,
        logWeights: change(first.samples),
        target: { ...from, logDensity },
      });
      return {
        samples,
        diagnostics: { ...first.diagnostics, worth },
        warnings:
          samples.rows === n
            ? first.warnings
            : [
                `the best of the candidates are worth ${Math.floor(worth)} draws under the other prior, too few for ${n}`,
              ],
      };
    },
  };
}
