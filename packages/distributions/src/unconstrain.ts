import type { Bijector, Support } from "@retrodict/spec";
import { bijector, type Coordinate } from "./bijector.ts";

/**
 * The bijector of a support: per dimension the identity on the line, the logarithm of the distance to
 * the edge on a half-line, and the logit of the relative position in an interval. Values outside the
 * support map to NaN, edges to infinity; nothing comes back as an edge.
 */
export function unconstrain(support: Support): Bijector {
  return bijector(support, logit);
}

/** Measured from the nearer edge, so nothing rounds to beyond the interval. */
export function logit(lower: number, upper: number): Coordinate {
  const width = upper - lower;
  const fromEdge = (z: number) => width / (1 + Math.exp(Math.abs(z)));
  return {
    forward: (x) => Math.log(x - lower) - Math.log(upper - x),
    inverse: (z) => (z > 0 ? upper - fromEdge(z) : lower + fromEdge(z)),
    logSlope: (z) => Math.log(width) - Math.abs(z) - 2 * Math.log1p(Math.exp(-Math.abs(z))),
    sign: 1,
    bend: (z) => -Math.tanh(z / 2),
  };
}
