import { assertLength } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import {
  checkCompiledWith,
  checkCotangents,
  checkInputIndex,
  checkInputs,
  type CompileOptions,
  type Graph,
  type Program,
} from "@retrodict/tensor";
import { adamStep, gradientNorm, weightNorm } from "./adam.ts";
import type { Executable } from "./compile.ts";
import { resultMatrix } from "./result-matrix.ts";
import { paddedColumns, readValues, writeCotangent, writeValues } from "./transfer.ts";

const SOURCE = "engine-wasm";
const FLOAT_BYTES = 4;

/** The `Program` interface over a compiled graph. */
export function program(graph: Graph, options: CompileOptions, executable: Executable): Program {
  const { rows, gradients = false, inputGradients = gradients } = options;
  const { kernels, floats, params, differentiation, stride, value, gradient } = executable;
  const flat = new Float32Array(graph.paramCount);
  const resultsOf = (ids: readonly number[]) =>
    ids.map((id) => resultMatrix(rows, graph.nodes[id].features));
  const outputs = resultsOf(graph.outputs);
  const gradientResults = resultsOf(graph.inputs);
  const results: Matrix[] = [];
  let batch = 0;
  let steps = 0;

  const run = (list: Executable["forward"]): void => {
    const bytes = paddedColumns(batch) * FLOAT_BYTES;
    for (const step of list) step(bytes);
  };

  return Object.freeze<Program>({
    rows,
    setParams(next) {
      assertLength(next, graph.paramCount, "params", SOURCE);
      flat.set(next);
      params.pack(flat, floats, params.weights);
      for (const moment of [params.first, params.second]) {
        floats.fill(0, moment / FLOAT_BYTES, (moment + params.bytes) / FLOAT_BYTES);
      }
      steps = 0;
    },
    params() {
      params.unpack(floats, params.weights, flat);
      return flat.slice();
    },
    forward(inputs) {
      batch = checkInputs(graph, rows, inputs, SOURCE);
      graph.inputs.forEach((id, i) => writeValues(inputs[i], floats, value(id), stride));
      run(executable.forward);
      graph.outputs.forEach((id, i) => (results[i] = read(outputs[i](batch), value(id))));
      return results;
    },
    backward(cotangents) {
      checkCompiledWith(gradients, "backward", "gradients", SOURCE);
      checkCotangents(graph, batch, cotangents, SOURCE);
      differentiation!.seeds.forEach((seed, i) => {
        if (seed === undefined) return;
        const start = gradient(graph.outputs[i]);
        writeCotangent(cotangents[i], floats, start, stride, seed === "add");
      });
      run(executable.backward);
    },
    inputGradient(index) {
      const id = checkInputIndex(graph, index, SOURCE);
      checkCompiledWith(inputGradients, "inputGradient", "inputGradients", SOURCE);
      const result = gradientResults[index](batch);
      return differentiation!.needed[id] === undefined ? result : read(result, gradient(id));
    },
    paramsGradient() {
      const into = new Float32Array(graph.paramCount);
      params.unpack(floats, params.gradient, into);
      return into;
    },
    gradientNorm: () => gradientNorm(kernels, params),
    weightNorm: () => weightNorm(kernels, params),
    adamStep: (update) => adamStep(kernels, params, ++steps, update),
  });

  function read(into: Matrix, start: number): Matrix {
    readValues(into, floats, start, stride);
    return into;
  }
}
