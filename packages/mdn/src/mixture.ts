import { gaussianMixture, type GaussianMixture } from "@retrodict/distributions";
import { matrix } from "@retrodict/matrix";
import { componentParams } from "@retrodict/tensor";
import type { MdnConfig } from "./config.ts";

/**
 * The mixture whose parameters these are, in the order of the operation `mixtureLogDensity`: logits, then component by
 * component the mean, the raw diagonal and the upper entries of the precision factor row by row.
 */
export function mixtureOf(config: MdnConfig, parameters: Float64Array): GaussianMixture {
  const { components, targetDim: dim } = config;
  const size = componentParams(config, dim);
  const each = Array.from({ length: components }, (_, k) =>
    parameters.subarray(components + k * size, components + (k + 1) * size),
  );
  const means = matrix(components, dim);
  each.forEach((own, k) => means.data.set(own.subarray(0, dim), k * dim));
  return gaussianMixture({
    logWeights: parameters.subarray(0, components),
    means,
    factors: each.map((own) => factorOf(config, own.subarray(dim))),
  });
}

function factorOf({ targetDim: dim, covariance, minDiagonal }: MdnConfig, shape: Float64Array) {
  const factor = matrix(dim, dim);
  let next = dim;
  for (let i = 0; i < dim; i++) {
    factor.data[i * dim + i] = softplus(shape[covariance === "spherical" ? 0 : i]) + minDiagonal;
    if (covariance !== "full") continue;
    for (let j = i + 1; j < dim; j++) factor.data[i * dim + j] = shape[next++];
  }
  return factor;
}

const softplus = (r: number): number => Math.max(r, 0) + Math.log1p(Math.exp(-Math.abs(r)));
