import type { Rng } from "@retrodict/spec";
import type { Walk } from "./lockstep.ts";
import { leapfrog, logJoint, withMomentum, type Place } from "./phase-point.ts";
import type { Transition } from "./gradient-chains.ts";

/** An error of the Hamiltonian beyond this is a divergence. */
const LARGEST_ERROR = 1000;
/** Steps of one trajectory at most, however small they had to become. */
const MOST_STEPS = 256;

/**
 * One transition of Hamiltonian Monte Carlo (Neal 2011) of about the time `length`, uniformly between nothing and twice
 * as long, so that no period of the target is met for ever.
 */
export function* hmcStep(
  rng: Rng,
  place: Place,
  { step, length }: { readonly step: number; readonly length: number },
): Walk<Transition> {
  const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil((2 * length * rng.uniform()) / step)));
  const start = withMomentum(rng, place);
  let end = start;
  let taken = 0;
  let gain = 0;
  while (taken < steps && gain > -LARGEST_ERROR) {
    end = yield* leapfrog(end, step);
    taken++;
    const joint = logJoint(end) - logJoint(start);
    gain = Number.isNaN(joint) ? -Infinity : joint;
  }
  const moves = Math.log(1 - rng.uniform()) < gain;
  const { position, logDensity, grad } = moves ? end : place;
  return {
    place: { position, logDensity, grad },
    acceptance: Math.min(1, Math.exp(gain)),
    divergent: !(gain > -LARGEST_ERROR),
    leapfrogs: taken,
  };
}
