import { matrix } from "@retrodict/matrix";
import { fillNormal } from "@retrodict/random";
import type { Matrix, Rng } from "@retrodict/spec";
import type { FixedFlow } from "./sampling-flow.ts";
import type { Whitening } from "./whitening.ts";

/** A fitted flow as a distribution over unconstrained space. */
export interface FlowProposal {
  sample(rng: Rng, n: number): { readonly z: Matrix; readonly logDensity: Float64Array };
  logDensity(z: Matrix): Float64Array;
}

/** The distribution of `space.toFree(flow(noise))`, the noise being standard normal. */
export function flowProposal(flow: FixedFlow, space: Whitening): FlowProposal {
  const density = (noise: Matrix, logDet: Float64Array): Float64Array =>
    logDet.map((value, i) => standardNormal(noise, i) - value - space.logDet);
  return {
    sample(rng, n) {
      const noise = matrix(n, space.dim);
      fillNormal(rng, noise.data);
      const { points, logDet } = flow.push(noise);
      return { z: space.toFree(points), logDensity: density(noise, logDet) };
    },
    logDensity(z) {
      const noise = flow.pull(space.fromFree(z));
      return density(noise, flow.push(noise).logDet);
    },
  };
}

function standardNormal({ cols, data }: Matrix, i: number): number {
  const values = data.subarray(i * cols, (i + 1) * cols);
  return -0.5 * values.reduce((sum, value) => sum + value * value, cols * Math.log(2 * Math.PI));
}
