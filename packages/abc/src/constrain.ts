import type { Bijector, Distribution, Support } from "@retrodict/spec";

/** A density of unconstrained values as one of theta, within `support`. */
export function constrained(
  density: Distribution,
  bijector: Bijector,
  support: Support,
): Distribution {
  return Object.freeze<Distribution>({
    dim: density.dim,
    support,
    sample: (rng, n) => bijector.inverse(density.sample(rng, n)),
    logDensity(theta) {
      const z = bijector.forward(theta);
      const logDet = bijector.logDetInverse(z);
      // Beyond the edges z is not a number, on them infinite.
      return density
        .logDensity(z)
        .map((value, i) => (value > -Infinity ? value - logDet[i] : -Infinity));
    },
  });
}
