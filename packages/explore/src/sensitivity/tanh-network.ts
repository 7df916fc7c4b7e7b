/** What a regression network is made of: its loss and its graph. */
import { wasmEngine } from "@retrodict/engine-wasm";
import { gatherRows, matrix } from "@retrodict/matrix";
import { graphEstimator, initConstant, initDense } from "@retrodict/nn";
import type { ConditionalEstimator, Loss, Matrix, Pairs } from "@retrodict/spec";
import { graph, type DenseLayer, type DenseWeights, type Tensor } from "@retrodict/tensor";

interface LabelledPairs extends Pairs {
  readonly y: Float64Array;
}

/** Mean squared error of scores, row `i` of `seen` against `y[i]`. */
export function squaredError(seen: Matrix, y: Float64Array): Loss<LabelledPairs> {
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
export function tanhNetwork(dim: number, hidden: number): ConditionalEstimator {
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
export const noContext = (rows: number): Matrix => matrix(rows, 1);
