/**
 * The posterior under another prior than the one it was learned with: draws are weighted by prior over prior. With the
 * posterior at the observation as that prior, calibration looks where an inference in rounds claims to hold (Säilynoja,
 * Schmitt, Bürkner & Vehtari, "Posterior SBC: simulation-based calibration checking conditional on data", 2025).
 */
import { gatherRows } from "@retrodict/matrix";
import type { LogDensity, Matrix, Posterior, Rng, RunOptions } from "@retrodict/spec";
import { logSumExp } from "@retrodict/stats";
import type { TrialPosterior } from "../calibration/types.ts";

/** Candidates for each draw: so many that few are taken twice. */
const CANDIDATES = 20;
/** Candidates must be worth this many draws for each that is taken. */
const LEAST_WORTH = 2;

/** Densities that need not be normalised. */
export interface PriorChange {
  /** The prior that the posterior was learned with. */
  readonly from: LogDensity;
  readonly to: LogDensity;
}

/** That posterior, by sampling importance resampling; fewer draws than asked for where the priors differ too much. */
export function reweightedPosterior(
  posterior: Pick<Posterior, "sample" | "logDensity">,
  { from, to }: PriorChange,
): TrialPosterior {
  const logWeights = (theta: Matrix): Float64Array => {
    const before = from.logDensity(theta);
    return to
      .logDensity(theta)
      .map((after, i) => (after === -Infinity ? after : after - before[i]));
  };
  return {
    logDensity(theta) {
      const change = logWeights(theta);
      return posterior.logDensity(theta).map((value, i) => value + change[i]);
    },
    async sample(rng: Rng, n: number, options?: RunOptions) {
      const { samples, diagnostics, warnings } = await posterior.sample(
        rng.fork("candidates"),
        CANDIDATES * n,
        options,
      );
      const log = logWeights(samples);
      const total = logSumExp(log);
      const weights = log.map((value) => Math.exp(value - total));
      const worth = 1 / weights.reduce((sum, w) => sum + w * w, 0);
      const enough = worth >= LEAST_WORTH * n;
      const kept = enough ? systematic(rng.fork("resample"), weights, n) : new Uint32Array(0);
      return {
        samples: gatherRows(samples, kept),
        diagnostics: { ...diagnostics, worth },
        warnings: enough
          ? warnings
          : [
              `${samples.rows} draws are worth ${Math.floor(worth)} under the other prior, too few for ${n}`,
            ],
      };
    },
  };
}

/** Rows by their weights, each as often as its weight says but for rounding (systematic resampling). */
function systematic(rng: Rng, weights: Float64Array, n: number): Uint32Array {
  const rows = new Uint32Array(n);
  const start = rng.uniform();
  let [row, reached] = [0, weights[0]];
  for (let k = 0; k < n; k++) {
    while (reached < (k + start) / n && row < weights.length - 1) reached += weights[++row];
    rows[k] = row;
  }
  return rows;
}
