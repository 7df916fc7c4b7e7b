import { assertLength } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import {
  checkCompiledWith,
  checkCotangents,
  checkInputIndex,
  checkInputs,
  penalisedWeights,
  type CompileOptions,
  type Graph,
  type Program,
} from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";
import { adam } from "./adam.ts";
import { runOn } from "./backends.ts";
import type { TfFunction } from "./tf-function.ts";
import { toMatrix, toTensor } from "./transfer.ts";

const SOURCE = "engine-tfjs";

/** The function that a program runs, and the graph that its shapes are checked against. */
export interface Runnable extends TfFunction {
  readonly graph: Graph;
  /** The started backend, as TensorFlow.js calls it. */
  readonly registered: string;
}

/**
 * The `Program` interface over a function of tensors. Between calls everything is held in arrays and no
 * tensor is kept, so that there is nothing to dispose of; the price is that `backward` goes forward again.
 */
export function program(of: Runnable, options: CompileOptions): Program {
  const { graph, registered } = of;
  const { rows, gradients = false, inputGradients = gradients } = options;
  const params = new Float32Array(graph.paramCount);
  let paramsGradient = new Float32Array(graph.paramCount);
  let batch: readonly Matrix[] = [];
  let batchRows = 0;
  let inputResults: readonly Matrix[] = [];
  const penalised = penalisedWeights(graph);
  let update = adam(params, penalised);

  /** The variables of one run. */
  const variables = () => [tf.tensor1d(params), batch.map(toTensor)] as const;

  return Object.freeze<Program>({
    rows,
    setParams(next) {
      assertLength(next, graph.paramCount, "params", SOURCE);
      params.set(next);
      update = adam(params, penalised);
    },
    params: () => params.slice(),
    forward(inputs) {
      batchRows = checkInputs(graph, rows, inputs, SOURCE);
      batch = inputs.map((input) => ({ ...input, data: input.data.slice() }));
      return runOn(registered, () => of.evaluate(...variables()).map(toMatrix));
    },
    backward(cotangents) {
      checkCompiledWith(gradients, "backward", "gradients", SOURCE);
      checkCotangents(graph, batchRows, cotangents, SOURCE);
      runOn(registered, () => {
        const found = of.pullback!(...variables(), cotangents.map(toTensor));
        paramsGradient = Float32Array.from(found.flat?.dataSync() ?? params.map(() => 0));
        inputResults = found.inputs.map((gradient, i) =>
          gradient === undefined ? zeros(batch[i]) : toMatrix(gradient),
        );
      });
    },
    inputGradient(index) {
      checkInputIndex(graph, index, SOURCE);
      checkCompiledWith(inputGradients, "inputGradient", "inputGradients", SOURCE);
      return inputResults[index];
    },
    paramsGradient: () => paramsGradient.slice(),
    gradientNorm: () => Math.sqrt(paramsGradient.reduce((total, g) => total + g * g, 0)),
    weightNorm: () => Math.sqrt(params.reduce((total, w, i) => total + penalised[i] * w * w, 0)),
    adamStep: (step) => update(paramsGradient, step),
  });
}

function zeros({ rows, cols }: Matrix): Matrix {
  return { rows, cols, data: new Float64Array(rows * cols) };
}
