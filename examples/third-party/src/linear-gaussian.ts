/*
 * A density estimator written against the interfaces alone: q(target | context) is normal about a linear function of
 * the context, with one standard deviation a dimension. Everything that takes an estimator takes this one.
 */
import type {
  ConditionalDensityEstimator,
  Distribution,
  EstimatorConfig,
  EstimatorFactory,
  EstimatorShape,
  Matrix,
  ScoreVjp,
} from "@retrodict/spec";

const LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

/** Makes the estimator for any shape. */
export const linearGaussian = (): EstimatorFactory<ConditionalDensityEstimator> => build;

/** The estimator whose `config` this is. */
export function linearGaussianFromConfig(config: EstimatorConfig): ConditionalDensityEstimator {
  return build({ targetDim: Number(config.targetDim), contextDim: Number(config.contextDim) });
}

/** Weights of dimension d: a slope for every context column, the offset, the log standard deviation. */
function build({ targetDim, contextDim }: EstimatorShape): ConditionalDensityEstimator {
  const stride = contextDim + 2;

  /** Standardised residual of dimension `d` in row `i`. */
  function residual(params: Float32Array, target: Matrix, context: Matrix, i: number, d: number) {
    const own = params.subarray(d * stride, (d + 1) * stride);
    let mean = own[contextDim];
    for (let c = 0; c < contextDim; c++) mean += own[c] * context.data[i * contextDim + c];
    return (target.data[i * targetDim + d] - mean) * Math.exp(-own[contextDim + 1]);
  }

  function score(params: Float32Array, target: Matrix, context: Matrix): Float64Array {
    return Float64Array.from({ length: target.rows }, (_, i) => {
      let sum = 0;
      for (let d = 0; d < targetDim; d++) {
        const r = residual(params, target, context, i, d);
        sum -= 0.5 * r * r + params[d * stride + contextDim + 1] + LOG_SQRT_2PI;
      }
      return sum;
    });
  }

  function scoreVjp(params: Float32Array, target: Matrix, context: Matrix): ScoreVjp {
    return {
      score: score(params, target, context),
      pullback(cotangent, into) {
        for (let i = 0; i < target.rows; i++) {
          for (let d = 0; d < targetDim; d++) {
            const at = d * stride;
            const r = residual(params, target, context, i, d);
            // d score / d mean of this dimension
            const slope = cotangent[i] * r * Math.exp(-params[at + contextDim + 1]);
            if (into.target) into.target.data[i * targetDim + d] -= slope;
            for (let c = 0; c < contextDim; c++) {
              if (into.context) into.context.data[i * contextDim + c] += slope * params[at + c];
              if (into.params) into.params[at + c] += slope * context.data[i * contextDim + c];
            }
            if (into.params) {
              into.params[at + contextDim] += slope;
              into.params[at + contextDim + 1] += cotangent[i] * (r * r - 1);
            }
          }
        }
      },
    };
  }

  function condition(params: Float32Array, context: Float64Array): Distribution {
    const repeated = (rows: number): Matrix => ({
      rows,
      cols: contextDim,
      data: Float64Array.from({ length: rows * contextDim }, (_, k) => context[k % contextDim]),
    });
    return {
      dim: targetDim,
      support: {
        lower: new Float64Array(targetDim).fill(-Infinity),
        upper: new Float64Array(targetDim).fill(Infinity),
      },
      logDensity: (target) => score(params, target, repeated(target.rows)),
      sample(rng, n) {
        const draws = { rows: n, cols: targetDim, data: new Float64Array(n * targetDim) };
        const given = repeated(1);
        const origin = { rows: 1, cols: targetDim, data: new Float64Array(targetDim) };
        for (let k = 0; k < draws.data.length; k++) {
          const d = k % targetDim;
          const std = Math.exp(params[d * stride + contextDim + 1]);
          draws.data[k] = std * (rng.normal() - residual(params, origin, given, 0, d));
        }
        return draws;
      },
    };
  }

  return {
    estimates: "log-density",
    shape: { targetDim, contextDim },
    config: { kind: "linear-gaussian", targetDim, contextDim },
    paramCount: targetDim * stride,
    init: () => new Float32Array(targetDim * stride),
    score,
    scoreVjp,
    condition,
  };
}
