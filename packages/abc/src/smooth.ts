import { cholesky, matrix } from "@retrodict/matrix";
import type { Distribution } from "@retrodict/spec";
import type { Particles } from "./adjust.ts";
import { bandwidth, shrinkage } from "./bandwidth.ts";
import { kernelMixture, whiten } from "./kernel-mixture.ts";
import { centre, weightedCovariance, weightedMeans } from "./moments.ts";

export interface Smoothed {
  readonly density: Distribution;
  /** From 0, the particles themselves, to 1, the Gaussian of their mean and covariance. */
  readonly bandwidth: number;
}

/**
 * The particles as a density: a Gaussian kernel around each, of their own covariance times the squared bandwidth,
 * with the centres drawn together so that the whole keeps the particles' mean and covariance (West 1993; Liu & West
 * 2001). `least` is the smallest standard deviation of the
 * whole, per column.
 */
export function smoothed({ z, weights }: Particles, least: Float64Array): Smoothed {
  const covariance = weightedCovariance(z, weights, least);
  const means = weightedMeans(z, weights);
  const centred = centre(z, means);
  const width = bandwidth(whiten(centred, cholesky(covariance)), weights);
  const shrunk = shrinkage(width);
  const { rows, cols } = z;
  const density = kernelMixture({
    centres: matrix(
      rows,
      cols,
      centred.data.map((value, at) => means[at % cols] + shrunk * value),
    ),
    weights,
    covariance: matrix(
      cols,
      cols,
      covariance.data.map((value) => value * width ** 2),
    ),
  });
  return { density, bandwidth: width };
}
