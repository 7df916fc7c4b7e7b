import { gatherRows } from "@retrodict/matrix";
import type { Loss, Matrix, Pairs } from "@retrodict/spec";

export interface DensityPairs extends Pairs {
  /** Mean over the batch. */
  readonly logDet: number;
}

/**
 * Maximum likelihood: the mean of `−log q(target | context)`. `logDet`, one value per row, takes the density of
 * targets as the estimator sees them to that of targets in their own units.
 */
export function densityLoss(
  target: Matrix,
  context: Matrix,
  logDet: Float64Array,
): Loss<DensityPairs> {
  return Object.freeze<Loss<DensityPairs>>({
    recipe: {
      module: import.meta.url,
      name: "densityLoss",
      args: [target, context, logDet],
    },
    pairs: (_rng, rows) => ({
      target: gatherRows(target, rows),
      context: gatherRows(context, rows),
      logDet: rows.reduce((sum, row) => sum + logDet[row] / rows.length, 0),
    }),
    grade({ logDet: mean }, score, cotangent) {
      cotangent.fill(-1 / score.length);
      return -mean - score.reduce((sum, s) => sum + s / score.length, 0);
    },
  });
}
