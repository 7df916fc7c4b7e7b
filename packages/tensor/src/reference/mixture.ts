/** Log-density of a mixture of Gaussians with triangular precision factors (Bishop 1994; Williams 1996). */
import { componentParams } from "../parameters.ts";
import type { Mixture } from "../types.ts";
import { sigmoid, softplus } from "./elementwise.ts";
import type { Row, RowOp } from "./row-ops.ts";

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** One component: where its parameters stand, and its terms at x. */
interface Component {
  /** Index of the entry of A, row `i` ≤ column `j`, among the parameters; undefined where A is 0. */
  entry(i: number, j: number): number | undefined;
  readonly start: number;
  readonly deviation: Row;
  /** A (x − mean). */
  readonly whitened: Row;
  readonly diagonal: Row;
  readonly logDensity: number;
}

function component(mixture: Mixture, x: Row, parameters: Row, k: number): Component {
  const { components, covariance, minDiagonal } = mixture;
  const dim = x.length;
  const start = components + k * componentParams(mixture, dim);
  const entry = (i: number, j: number): number | undefined => {
    if (i === j) return start + dim + (covariance === "spherical" ? 0 : i);
    if (covariance !== "full") return undefined;
    return start + 2 * dim + i * dim - (i * (i + 1)) / 2 + (j - i - 1);
  };
  const deviation = x.map((value, i) => value - parameters[start + i]);
  const diagonal = x.map((_, i) => softplus(parameters[entry(i, i)!]) + minDiagonal);
  const whitened = x.map((_, i) => {
    let total = diagonal[i] * deviation[i];
    for (let j = i + 1; j < dim; j++) {
      const at = entry(i, j);
      if (at !== undefined) total += parameters[at] * deviation[j];
    }
    return total;
  });
  const logDensity =
    diagonal.reduce((sum, a) => sum + Math.log(a), 0) -
    0.5 * (whitened.reduce((sum, z) => sum + z * z, 0) + dim * LOG_TWO_PI);
  return { entry, start, deviation, whitened, diagonal, logDensity };
}

const logSumExp = (values: Row): number => {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, v) => sum + Math.exp(v - largest), 0));
};

/** The components, their joint log-densities with the weights, and the log of the sum of the latter. */
function evaluate(mixture: Mixture, x: Row, parameters: Row) {
  const logits = parameters.subarray(0, mixture.components);
  const normalizer = logSumExp(logits);
  const parts = Array.from(logits, (_, k) => component(mixture, x, parameters, k));
  const joint = logits.map((logit, k) => logit - normalizer + parts[k].logDensity);
  return { parts, joint, normalizer, logDensity: logSumExp(joint) };
}

export const mixtureLogDensity: RowOp<"mixtureLogDensity"> = {
  forward({ mixture }, { operands: [x, parameters], out }) {
    out[0] = evaluate(mixture, x, parameters).logDensity;
  },
  backward({ mixture }, { operands: [x, parameters], gradient, operandGradients }) {
    const [intoX, into] = operandGradients;
    const { parts, joint, normalizer, logDensity } = evaluate(mixture, x, parameters);
    parts.forEach(({ entry, start, deviation, whitened, diagonal }, k) => {
      const responsibility = gradient[0] * Math.exp(joint[k] - logDensity);
      into[k] += responsibility - gradient[0] * Math.exp(parameters[k] - normalizer);
      for (let i = 0; i < x.length; i++) {
        const byWhitened = -responsibility * whitened[i];
        for (let j = i; j < x.length; j++) {
          const at = entry(i, j);
          if (at === undefined) continue;
          const factor = i === j ? diagonal[i] : parameters[at];
          intoX[j] += byWhitened * factor;
          into[start + j] -= byWhitened * factor;
          const byFactor = byWhitened * deviation[j] + (i === j ? responsibility / factor : 0);
          into[at] += byFactor * (i === j ? sigmoid(parameters[at]) : 1);
        }
      }
    });
  },
};
