import { gatherRows } from "@retrodict/matrix";
import { permutation, systematicChoice } from "@retrodict/random";
import type { Draws, Matrix, Rng } from "@retrodict/spec";
import { paretoSmoothed } from "@retrodict/stats";

export interface WeightedDrawsOptions {
  /** Draws asked for. */
  readonly n: number;
  /** Candidates drawn, those without weight included. */
  readonly drawn: number;
  /** What to do about a heavy tail of the weights, and about weights that are worth little. */
  readonly remedies: { readonly tail: string; readonly worth: string };
}

/** From here on the weights' variance is infinite in effect (Vehtari et al. 2024). */
const LARGEST_K = 0.7;
/** Worth of the weights below which the draws repeat few candidates. */
const LEAST_ESS = 400;

/**
 * `n` rows resampled from candidates by Pareto smoothed weights, in random order. A candidate of great weight appears
 * several times.
 */
export function weightedDraws(
  rng: Rng,
  theta: Matrix,
  logWeights: Float64Array,
  { n, drawn, remedies }: WeightedDrawsOptions,
): Draws {
  const { k, ess, logWeights: smoothed } = paretoSmoothed(logWeights);
  const rows = systematicChoice(rng.fork("resample"), smoothed.map(Math.exp), n);
  const order = n === 0 ? [] : permutation(rng.fork("order"), n);
  return {
    samples: gatherRows(
      theta,
      Uint32Array.from(order, (i) => rows[i]),
    ),
    diagnostics: {
      requested: n,
      drawn,
      k,
      ess: Math.min(ess, n),
      distinct: new Set(rows).size,
    },
    warnings: [
      ...(k > LARGEST_K
        ? [
            `The importance weights have a tail of shape k = ${k.toFixed(2)}, above 0.7: ${remedies.tail}.`,
          ]
        : []),
      ...(ess < LEAST_ESS
        ? [
            `The weighted candidates are worth only ${Math.round(ess)} independent draws; ${remedies.worth}.`,
          ]
        : []),
    ],
  };
}
