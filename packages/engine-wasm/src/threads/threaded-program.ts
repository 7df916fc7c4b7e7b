import { assertLength } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import {
  checkCompiledWith,
  checkCotangents,
  checkInputIndex,
  checkInputs,
  type Graph,
  type Program,
} from "@retrodict/tensor";
import { EPSILON } from "../adam.ts";
import type { Crew } from "./crew.ts";
import type { Command, Party } from "./party.ts";
import type { SharedProgram } from "./shared-program.ts";

const SOURCE = "engine-wasm";

/** A program whose rows are shared between this thread, party 0, and the workers of `crew`. */
export function threadedProgram(
  number: number,
  shared: SharedProgram,
  first: Party,
  crew: Crew,
): Program {
  const { graph, options } = shared;
  let batch = 0;
  /** All parties do the same command, this thread its own part meanwhile. */
  function all(command: Exclude<Command, "compile">): void {
    crew.start(command, number, batch);
    first.run(command, batch);
    crew.join();
  }
  return Object.freeze<Program>({
    rows: options.rows,
    setParams(params) {
      assertLength(params, graph.paramCount, "params", SOURCE);
      shared.params.set(params);
      all("setParams");
    },
    params: () => first.program.params(),
    forward(inputs) {
      batch = checkInputs(graph, options.rows, inputs, SOURCE);
      inputs.forEach(({ data }, i) => shared.inputs[i].set(data));
      all("forward");
      return firstRows(graph, graph.outputs, shared.outputs, batch);
    },
    backward(cotangents) {
      checkCompiledWith(options.gradients, "backward", "gradients", SOURCE);
      checkCotangents(graph, batch, cotangents, SOURCE);
      cotangents.forEach(({ data }, i) => shared.cotangents[i].set(data));
      all("backward");
      first.reduce();
    },
    inputGradient(index) {
      const id = checkInputIndex(graph, index, SOURCE);
      checkCompiledWith(options.inputGradients, "inputGradient", "inputGradients", SOURCE);
      return firstRows(graph, [id], [shared.inputGradients[index]], batch)[0];
    },
    paramsGradient: () => first.program.paramsGradient(),
    gradientNorm: () => first.program.gradientNorm(),
    weightNorm: () => first.program.weightNorm(),
    adamStep({ learningRate, gradientScale, penalty = 0, epsilon = EPSILON }) {
      shared.update.set([learningRate, gradientScale, penalty, epsilon]);
      all("step");
    },
  });
}

function firstRows(
  graph: Graph,
  ids: readonly number[],
  arrays: readonly Float64Array[],
  rows: number,
): readonly Matrix[] {
  return ids.map((id, i) => {
    const { features: cols } = graph.nodes[id];
    return { rows, cols, data: arrays[i].subarray(0, rows * cols) };
  });
}
