/** A linear map with triangular factors, whose determinant is a product (Kingma & Dhariwal 2018, Glow). */
import type { LuWeights } from "../types.ts";
import { sigmoid, softplus } from "./elementwise.ts";
import { MIN_POSITIVE } from "./positivity.ts";
import type { Row, RowOp } from "./row-ops.ts";

/** Where the entries of the factors stand in the parameter vector. */
function entries({ offset, dim }: LuWeights) {
  const triangle = (dim * (dim - 1)) / 2;
  return {
    /** Column `j` < row `i` of L. */
    lower: (i: number, j: number): number => offset + (i * (i - 1)) / 2 + j,
    /** Row `i` < column `j` of U. */
    upper: (i: number, j: number): number =>
      offset + triangle + i * dim - (i * (i + 1)) / 2 + (j - i - 1),
    diagonal: (i: number): number => offset + 2 * triangle + i,
    bias: (i: number): number => offset + 2 * triangle + dim + i,
  };
}

const diagonalOf = (raw: number): number => softplus(raw) + MIN_POSITIVE;

/** U x. */
function timesUpper(weights: LuWeights, x: Row, params: Float64Array): Row {
  const { upper, diagonal } = entries(weights);
  return x.map((_, i) => {
    let total = diagonalOf(params[diagonal(i)]) * x[i];
    for (let j = i + 1; j < weights.dim; j++) total += params[upper(i, j)] * x[j];
    return total;
  });
}

export const luLinear: RowOp<"luLinear"> = {
  forward({ weights }, { operands: [x], out, params }) {
    const { lower, diagonal, bias } = entries(weights);
    const { dim } = weights;
    const u = timesUpper(weights, x, params);
    out[dim] = 0;
    for (let i = 0; i < dim; i++) {
      out[i] = u[i] + params[bias(i)];
      for (let j = 0; j < i; j++) out[i] += params[lower(i, j)] * u[j];
      out[dim] += Math.log(diagonalOf(params[diagonal(i)]));
    }
  },
  backward({ weights }, { operands: [x], params, gradient, operandGradients, paramsGradient }) {
    const { lower, upper, diagonal, bias } = entries(weights);
    const { dim } = weights;
    const u = timesUpper(weights, x, params);
    for (let i = 0; i < dim; i++) {
      let byU = gradient[i];
      for (let k = i + 1; k < dim; k++) {
        byU += params[lower(k, i)] * gradient[k];
        paramsGradient[lower(k, i)] += gradient[k] * u[i];
      }
      const raw = params[diagonal(i)];
      const byDiagonal = byU * x[i] + gradient[dim] / diagonalOf(raw);
      paramsGradient[bias(i)] += gradient[i];
      paramsGradient[diagonal(i)] += byDiagonal * sigmoid(raw);
      operandGradients[0][i] += byU * diagonalOf(raw);
      for (let j = i + 1; j < dim; j++) {
        paramsGradient[upper(i, j)] += byU * x[j];
        operandGradients[0][j] += byU * params[upper(i, j)];
      }
    }
  },
};

export const inverseLuLinear: RowOp<"inverseLuLinear"> = {
  forward({ weights }, { operands: [y], out, params }) {
    const { lower, upper, diagonal, bias } = entries(weights);
    const { dim } = weights;
    for (let i = 0; i < dim; i++) {
      out[i] = y[i] - params[bias(i)];
      for (let j = 0; j < i; j++) out[i] -= params[lower(i, j)] * out[j];
    }
    for (let i = dim - 1; i >= 0; i--) {
      for (let j = i + 1; j < dim; j++) out[i] -= params[upper(i, j)] * out[j];
      out[i] /= diagonalOf(params[diagonal(i)]);
    }
  },
  backward() {
    throw new Error("compile refuses to differentiate an inverse");
  },
};
