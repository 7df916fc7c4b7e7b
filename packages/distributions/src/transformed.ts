import type { Bijector, Distribution, Support } from "@retrodict/spec";

/** The distribution of θ whose unconstrained values `bijector` makes of it follow `base`; θ lies in `support`. */
export function transformed(
  base: Distribution,
  bijector: Bijector,
  support: Support,
): Distribution {
  return Object.freeze<Distribution>({
    dim: base.dim,
    support,
    sample: (rng, n) => bijector.inverse(base.sample(rng, n)),
    logDensity(theta) {
      const z = bijector.forward(theta);
      const logDet = bijector.logDetInverse(z);
      // Beyond the edges z is not a number, on them infinite.
      return base
        .logDensity(z)
        .map((value, i) => (value > -Infinity ? value - logDet[i] : -Infinity));
    },
  });
}
