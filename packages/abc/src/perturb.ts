import { gatherRows, matrix } from "@retrodict/matrix";
import type { Distribution } from "@retrodict/spec";
import type { Particles } from "./adjust.ts";
import { kernelMixture } from "./kernel-mixture.ts";
import { weightedCovariance } from "./moments.ts";

/** Kernels of a proposal: every later weight is a sum over them. */
const MOST_KERNELS = 1000;

/**
 * What the next population is drawn from: a Gaussian around each particle with twice the population's covariance
 * (Beaumont, Cornuet, Marin & Robert 2009; optimal among Gaussians of one shape, Filippi et al. 2013). `least` is the
 * smallest standard deviation per column.
 */
export function perturbed(particles: Particles, least: Float64Array): Distribution {
  const covariance = weightedCovariance(particles.z, particles.weights, least);
  const { z, weights } = thinned(particles);
  return kernelMixture({
    centres: z,
    weights,
    covariance: matrix(
      z.cols,
      z.cols,
      covariance.data.map((value) => 2 * value),
    ),
  });
}

/** As they are where few, else a systematic resample, whose weights are equal (Kitagawa 1996). */
function thinned(particles: Particles): Particles {
  const { z, weights } = particles;
  if (z.rows <= MOST_KERNELS) return particles;
  const picked = new Uint32Array(MOST_KERNELS);
  let index = 0;
  let cumulative = weights[0];
  for (let k = 0; k < MOST_KERNELS; k++) {
    while (cumulative < (k + 0.5) / MOST_KERNELS && index < z.rows - 1) {
      cumulative += weights[++index];
    }
    picked[k] = index;
  }
  return {
    z: gatherRows(z, picked),
    weights: new Float64Array(MOST_KERNELS).fill(1 / MOST_KERNELS),
  };
}
