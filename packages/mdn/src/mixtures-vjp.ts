import { assert, assertLength, assertMatrix } from "@retrodict/check";
import type { GaussianMixture } from "@retrodict/distributions";
import { matrix, row } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { componentParams, type Program } from "@retrodict/tensor";
import type { MdnConfig } from "./config.ts";
import { mixtureOf } from "./mixture.ts";

/** Gradient of a loss by what one mixture is made of. */
export interface MixtureGradient {
  /** By each log-weight, as if they were not normalised. */
  readonly logWeights: Float64Array;
  readonly means: Matrix;
  /** Of each upper-triangular factor; what is below the diagonal is not read. */
  readonly factors: readonly Matrix[];
}

/** Mixtures for rows of context, and the way back to the network's weights. */
export interface MixturesVjp {
  readonly mixtures: readonly GaussianMixture[];
  /** Adds the gradient by the weights, given one gradient for each mixture. */
  pullback(gradients: readonly MixtureGradient[], params: Float32Array): void;
}

/** Rows a program of mixtures is compiled for. */
export const MIXTURE_ROWS = 256;

/** `program` computes `parametersGraph`; the pullback runs it once more, as it may have run others in between. */
export function mixturesVjp(
  program: Program,
  config: MdnConfig,
  params: Float32Array,
  context: Matrix,
): MixturesVjp {
  assertMatrix(context, { cols: config.contextDim }, "context", "mdn");
  const own = params.slice();
  const mixtures: GaussianMixture[] = [];
  program.setParams(own);
  for (const part of parts(context)) {
    const [parameters] = program.forward([part]);
    for (let i = 0; i < part.rows; i++) mixtures.push(mixtureOf(config, row(parameters, i)));
  }
  return {
    mixtures,
    pullback(gradients, into) {
      assert(
        gradients.length === context.rows,
        "shape",
        "mdn",
        () =>
          `expected gradients of ${context.rows} mixtures, got ${gradients.length}; pass one for each row of context`,
      );
      assertLength(into, own.length, "params", "mdn");
      program.setParams(own);
      let from = 0;
      for (const part of parts(context)) {
        const [{ cols }] = program.forward([part]);
        const cotangent = matrix(part.rows, cols);
        for (let i = 0; i < part.rows; i++) {
          row(cotangent, i).set(rawGradient(config, mixtures[from + i], gradients[from + i]));
        }
        program.backward([cotangent]);
        program.paramsGradient().forEach((value, k) => (into[k] += value));
        from += part.rows;
      }
    },
  };
}

function* parts({ rows, cols, data }: Matrix): Generator<Matrix> {
  for (let from = 0; from < rows; from += MIXTURE_ROWS) {
    const to = Math.min(from + MIXTURE_ROWS, rows);
    yield matrix(to - from, cols, data.subarray(from * cols, to * cols));
  }
}

/** By the numbers the network gives, in the order of `mixtureOf`. */
function rawGradient(
  config: MdnConfig,
  mixture: GaussianMixture,
  gradient: MixtureGradient,
): Float64Array {
  const { components, targetDim: dim, covariance, minDiagonal } = config;
  const size = componentParams(config, dim);
  const out = new Float64Array(components * (1 + size));
  const total = gradient.logWeights.reduce((a, b) => a + b, 0);
  for (let k = 0; k < components; k++) {
    out[k] = gradient.logWeights[k] - Math.exp(mixture.logWeights[k]) * total;
    const at = components + k * size;
    out.set(row(gradient.means, k), at);
    const [factor, by] = [mixture.factors[k].data, gradient.factors[k].data];
    let next = at + 2 * dim;
    for (let i = 0; i < dim; i++) {
      // The derivative of softplus is 1 − exp(−softplus).
      const slope = -Math.expm1(minDiagonal - factor[i * dim + i]);
      out[at + dim + (covariance === "spherical" ? 0 : i)] += slope * by[i * dim + i];
      if (covariance !== "full") continue;
      for (let j = i + 1; j < dim; j++) out[next++] = by[i * dim + j];
    }
  }
  return out;
}
