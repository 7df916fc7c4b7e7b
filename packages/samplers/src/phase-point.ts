import type { Rng } from "@retrodict/spec";
import type { Evaluated, Walk } from "./lockstep.ts";

/** Where a chain is, with its density and gradient. */
export interface Place extends Evaluated {
  readonly position: Float64Array;
}

/** A place and a momentum, of unit mass. */
export interface PhasePoint extends Place {
  readonly momentum: Float64Array;
}

/** `log density − kinetic energy`: minus the Hamiltonian. */
export const logJoint = ({ logDensity, momentum }: PhasePoint): number =>
  logDensity - 0.5 * dot(momentum, momentum);

/** The place with a fresh standard normal momentum. */
export const withMomentum = (rng: Rng, place: Place): PhasePoint => ({
  ...place,
  momentum: place.position.map(() => rng.normal()),
});

/** One leapfrog step of Hamilton's equations; backwards in time where `step` is negative (Neal 2011). */
export function* leapfrog(from: PhasePoint, step: number): Walk<PhasePoint> {
  const half = from.momentum.map((p, j) => p + 0.5 * step * from.grad[j]);
  const position = from.position.map((x, j) => x + step * half[j]);
  const { logDensity, grad } = yield position;
  return { position, logDensity, grad, momentum: half.map((p, j) => p + 0.5 * step * grad[j]) };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
