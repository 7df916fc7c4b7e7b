import type { Positivity, Transform } from "@retrodict/tensor";

/** The number that is made 1: the inverse of softplus(r) + 1e-3, or of the exponential of a clipped r. */
export function rawOne(positivity: Positivity): number {
  return positivity === "softplus" ? Math.log(Math.expm1(1 - 1e-3)) : 0;
}

/** The parameters with which a transform of one dimension is the identity. */
export function identityParams(transform: Transform): readonly number[] {
  const one = rawOne(transform.positivity);
  if (transform.kind === "affine") return [0, one];
  const { bins } = transform;
  return Array.from({ length: 3 * bins - 1 }, (_, i) => (i < 2 * bins ? 0 : one));
}
