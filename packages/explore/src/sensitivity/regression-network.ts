import { assert, assertCount, assertLength, assertMatrix, refuseIfAborted } from "@retrodict/check";
import { gatherRows, matrix, row } from "@retrodict/matrix";
import { finiteRows, standardization, standardize, train } from "@retrodict/nn";
import { permutation } from "@retrodict/random";
import type { FitOptions, Matrix, Rng } from "@retrodict/spec";
import { dot } from "../dot.ts";
import type { DifferentiableScalar } from "./active-subspace.ts";
import { leastSquares } from "./least-squares.ts";
import { noContext, squaredError, tanhNetwork } from "./tanh-network.ts";

export interface RegressionNetworkOptions extends FitOptions {
  /** Units per layer; 50 by default. */
  readonly hidden?: number;
}

/** A scalar of simulations as a smooth function of the parameters, learned from examples. */
export interface RegressionNetwork extends DifferentiableScalar {
  /** The scalar expected at every row of theta. */
  value(theta: Matrix): Float64Array;
  /** Share of the variance that is explained, of rows that were neither trained nor validated on. */
  readonly rSquared: number;
  /** Rows that were left out because theta or the scalar was not finite. */
  readonly excludedRows: number;
}

/** Share of the rows that tell how good the network is. */
const HELD_OUT = 0.1;
const FEWEST = 50;

/**
 * Learns a scalar, one of `values` per row of theta: a plane by least squares, and what is left by a network of tanh
 * units, whose gradients are smooth.
 */
export async function regressionNetwork(
  rng: Rng,
  theta: Matrix,
  values: Float64Array,
  { hidden = 50, ...options }: RegressionNetworkOptions = {},
): Promise<RegressionNetwork> {
  assertCount(hidden, "hidden", "explore");
  assertLength(values, theta.rows, "values", "explore");
  const all = finiteRows(theta, matrix(theta.rows, 1, values));
  assert(
    all.theta.rows >= FEWEST,
    "data",
    "explore",
    () => `expected at least ${FEWEST} finite rows, got ${all.theta.rows}; simulate more`,
  );
  const order = permutation(rng.fork("held out"), all.theta.rows);
  const learning = order.subarray(Math.ceil(HELD_OUT * order.length));
  const [input, output] = [all.theta, all.x].map((m) => standardization(gatherRows(m, learning)));
  const seen = standardize(gatherRows(all.theta, learning), input);
  const y = standardize(gatherRows(all.x, learning), output).data;
  const plane = leastSquares(seen, y);
  const rest = y.map((value, i) => value - dot(row(seen, i), plane));
  const estimator = tanhNetwork(theta.cols, hidden);
  const loss = squaredError(seen, rest);
  const { params } = await train(rng.fork("fit"), estimator, loss, seen.rows, options);
  refuseIfAborted(options.signal, "explore");

  function value(at: Matrix): Float64Array {
    assertMatrix(at, { cols: theta.cols }, "theta", "explore");
    const z = standardize(at, input);
    return estimator
      .score(params, z, noContext(z.rows))
      .map((own, i) => output.mean[0] + output.std[0] * (own + dot(row(z, i), plane)));
  }

  function gradient(at: Matrix): Matrix {
    assertMatrix(at, { cols: theta.cols }, "theta", "explore");
    const z = standardize(at, input);
    const target = matrix(z.rows, z.cols);
    estimator
      .scoreVjp(params, z, noContext(z.rows))
      .pullback(new Float64Array(z.rows).fill(1), { target });
    const unit = (j: number): number => output.std[0] / input.std[j];
    return matrix(
      z.rows,
      z.cols,
      target.data.map((by, k) => (by + plane[k % z.cols]) * unit(k % z.cols)),
    );
  }

  const heldOut = order.subarray(0, order.length - learning.length);
  const rSquared = explained(
    gatherRows(all.x, heldOut).data,
    value(gatherRows(all.theta, heldOut)),
  );
  return Object.freeze({ value, gradient, rSquared, excludedRows: all.excluded });
}

function explained(values: Float64Array, predicted: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const rest = values.reduce((sum, value, i) => sum + (value - predicted[i]) ** 2, 0);
  return 1 - rest / values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
