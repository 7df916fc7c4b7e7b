import { assert, assertCount, assertLength, assertMatrix } from "@retrodict/check";
import { wasmEngine } from "@retrodict/engine-wasm";
import { gatherRows, matrix, row } from "@retrodict/matrix";
import {
  finiteRows,
  graphEstimator,
  initConstant,
  initDense,
  standardization,
  standardize,
  train,
} from "@retrodict/nn";
import { permutation } from "@retrodict/random";
import type { ConditionalEstimator, FitOptions, Loss, Matrix, Pairs, Rng } from "@retrodict/spec";
import { graph, type DenseLayer, type DenseWeights, type Tensor } from "@retrodict/tensor";
import { refuseIfAborted } from "../aborted.ts";
import { dot } from "../dot.ts";
import type { DifferentiableScalar } from "./active-subspace.ts";
import { leastSquares } from "./least-squares.ts";

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
 * Learns a scalar, one of `values` per row of theta: a plane by least squares, and what is left by a network of tanh units, whose
 * gradients are smooth.
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
  const estimator = network(theta.cols, hidden);
  const loss = squaredError(seen, rest);
  const { params } = await train(rng.fork("fit"), estimator, loss, seen.rows, options);
  refuseIfAborted(options.signal);

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

interface LabelledPairs extends Pairs {
  readonly y: Float64Array;
}

function squaredError(seen: Matrix, y: Float64Array): Loss<LabelledPairs> {
  return {
    pairs: (_rng, rows) => ({
      target: gatherRows(seen, rows),
      context: noContext(rows.length),
      y: Float64Array.from(rows, (i) => y[i]),
    }),
    grade({ y: wanted }, score, cotangent) {
      const n = score.length;
      let loss = 0;
      score.forEach((own, i) => {
        loss += (own - wanted[i]) ** 2 / n;
        cotangent[i] = (2 * (own - wanted[i])) / n;
      });
      return loss;
    },
  };
}

/** Two layers of tanh units around the second of which its input passes; it starts as 0 everywhere. */
function network(dim: number, hidden: number): ConditionalEstimator {
  const g = graph();
  const reserved: DenseWeights[] = [];
  const dense = (input: Tensor, outputs: number, layer: Omit<DenseLayer, "weights">): Tensor => {
    const weights = g.weights(input.features, outputs);
    reserved.push(weights);
    return g.dense(input, { weights, ...layer });
  };
  const input = g.concat(g.input("target", dim), g.input("context", 1));
  const first = dense(input, hidden, { activation: "tanh", residual: false });
  const second = dense(first, hidden, { activation: "tanh", residual: true });
  const built = g.build([dense(second, 1, { activation: "none", residual: false })]);
  const { estimator } = graphEstimator({
    source: "explore",
    shape: { targetDim: dim, contextDim: 1 },
    config: { kind: "regressionNetwork", dim, hidden },
    engine: wasmEngine(),
    graph: built,
    init(rng) {
      const params = new Float32Array(built.paramCount);
      reserved.forEach((weights, i) => initDense(rng.fork(i), params, weights));
      initConstant(params, reserved.at(-1)!, [0]);
      return params;
    },
  });
  return estimator;
}

/** The scalar depends on theta alone; estimators want a context. */
const noContext = (rows: number): Matrix => matrix(rows, 1);

function explained(values: Float64Array, predicted: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const rest = values.reduce((sum, value, i) => sum + (value - predicted[i]) ** 2, 0);
  return 1 - rest / values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
