/*
 * Where flows learn bounded parameters. In plain space a flow wastes mass beyond the edges of a box; in logits
 * there is no beyond, but the middle of the box is bent too. Softened edges are nearly straight in the middle
 * and run off to infinity near the edges: with u the relative position, z = u − ½ + SOFTNESS · logit(u).
 */
import type { Bijector, Support } from "@retrodict/spec";
import { bijector, type Coordinate } from "./bijector.ts";
import { logit } from "./unconstrain.ts";

/** Share of the logit. At 0.1 the slope is twice the middle's at 6 % of the width from an edge. */
const SOFTNESS = 0.1;

/** Six steps reach float64 precision everywhere; the bound only rules out going on for ever. */
const MOST_STEPS = 50;

/**
 * A bijector like `unconstrain` that leaves the middle of intervals almost as it is. Values outside the support
 * map to NaN, edges to infinity; nothing comes back as an edge.
 */
export function soften(support: Support): Bijector {
  return bijector(support, softEdges);
}

function softEdges(lower: number, upper: number): Coordinate {
  const position = logit(lower, upper);
  return {
    forward: (x) => softened(position.forward(x)),
    inverse: (z) => position.inverse(hardened(z)),
    logSlope(z) {
      const s = hardened(z);
      return position.logSlope(s) - Math.log(slope(s));
    },
    sign: 1,
    bend(z) {
      const s = hardened(z);
      const relative = (slope(s) - SOFTNESS) / slope(s); // of the slope of slope: −tanh(s / 2) times this
      return (position.bend(s) + Math.tanh(s / 2) * relative) / slope(s);
    },
  };
}

/** From the logit s of the position to z. */
const softened = (s: number): number => Math.tanh(s / 2) / 2 + SOFTNESS * s;

const slope = (s: number): number => slopeAt(Math.tanh(s / 2));

/** The slope where the hyperbolic tangent of half the logit is t: its derivative is (1 − t²) / 4. */
const slopeAt = (t: number): number => (1 - t * t) / 4 + SOFTNESS;

/**
 * The logit s whose `softened` value is z. On the positive side the function is concave, below its tangent at 0 and
 * its asymptote. Where these reach z lies below the root, from where Newton's steps climb to it and never overshoot;
 * the other side mirrors it.
 */
function hardened(z: number): number {
  const target = Math.abs(z);
  let s = Math.max(target / (SOFTNESS + 0.25), (target - 0.5) / SOFTNESS);
  for (let step = 0; step < MOST_STEPS; step++) {
    const t = Math.tanh(s / 2);
    const next = s + (target - t / 2 - SOFTNESS * s) / slopeAt(t);
    if (!(next > s)) break;
    s = next;
  }
  return z < 0 ? -s : s;
}
