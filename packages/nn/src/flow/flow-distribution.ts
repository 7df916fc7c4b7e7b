import { assertMatrix } from "@retrodict/check";
import { matrix } from "@retrodict/matrix";
import { fillNormal } from "@retrodict/random";
import type { Distribution, Matrix, Rng } from "@retrodict/spec";
import type { ChunkedProgram } from "../estimator/chunked-program.ts";

/** A flow with its weights, given one context: compiled programs are shared, weights are loaded on a change of hands. */
export interface ConditionedFlow {
  /** The package that errors name. */
  readonly source: string;
  readonly targetDim: number;
  readonly density: ChunkedProgram;
  readonly inverse: ChunkedProgram;
  readonly params: Float32Array;
  readonly context: Float64Array;
}

/** `q(target | context)` as a distribution over all of space; `params` and `context` must not change any more. */
export function flowDistribution(flow: ConditionedFlow): Distribution {
  const { targetDim, density, inverse, params } = flow;
  const context = matrix(1, flow.context.length, flow.context);
  return Object.freeze({
    dim: targetDim,
    support: Object.freeze({
      lower: new Float64Array(targetDim).fill(Number.NEGATIVE_INFINITY),
      upper: new Float64Array(targetDim).fill(Number.POSITIVE_INFINITY),
    }),
    sample(rng: Rng, n: number): Matrix {
      const latent = matrix(n, targetDim);
      fillNormal(rng, latent.data);
      inverse.load(params, flow);
      return inverse.run(latent, context);
    },
    logDensity(x: Matrix): Float64Array {
      assertMatrix(x, { cols: targetDim }, "x", flow.source);
      density.load(params, flow);
      return density.run(x, context).data;
    },
  });
}
