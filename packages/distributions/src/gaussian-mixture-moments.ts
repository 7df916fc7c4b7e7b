import { identity, matmul, matrix, row, transpose } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { solveFactor } from "./gaussian-mixture-factor.ts";
import type { MixtureParts } from "./gaussian-mixture-parts.ts";

/** The mean of the whole mixture. */
export function meanOf({ logWeights, means }: MixtureParts): Float64Array {
  return matmul(matrix(1, logWeights.length, logWeights.map(Math.exp)), means).data;
}

/** The covariance of the whole mixture: within the components and between their means. */
export function covarianceOf(parts: MixtureParts): Matrix {
  const { logWeights, means, factors } = parts;
  const dim = means.cols;
  const center = meanOf(parts);
  const out = matrix(dim, dim);
  factors.forEach((factor, k) => {
    const weight = Math.exp(logWeights[k]);
    const inverse = solveFactor(factor, identity(dim));
    const within = matmul(inverse, transpose(inverse)).data;
    const away = row(means, k).map((value, j) => value - center[j]);
    for (let at = 0; at < out.data.length; at++) {
      out.data[at] += weight * (within[at] + away[Math.floor(at / dim)] * away[at % dim]);
    }
  });
  return out;
}
