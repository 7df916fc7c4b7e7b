import { assertCount, assertLength } from "@retrodict/check";
import type { Matrix } from "@retrodict/spec";
import { differentiate } from "../differentiate.ts";
import { operands } from "../nodes.ts";
import { penalisedWeights } from "../penalised-weights.ts";
import {
  checkCompiledWith,
  checkCotangents,
  checkInputIndex,
  checkInputs,
} from "../program-checks.ts";
import type { CompileOptions, Engine, Graph, Node, Program } from "../types.ts";
import { adam } from "./adam.ts";
import { rowOps, type BackwardRow, type ForwardRow, type RowOp } from "./row-ops.ts";

const SOURCE = "tensor";

/**
 * Interprets graphs row by row in float64: slow and plain, for tests and for environments without
 * WebAssembly.
 */
export function referenceEngine(): Engine {
  return Object.freeze({ name: "reference", compile });
}

function compile(graph: Graph, options: CompileOptions): Program {
  const { rows, gradients = false, inputGradients = gradients } = options;
  assertCount(rows, "rows", SOURCE);
  const steps = gradients ? differentiate(graph, inputGradients).steps : [];
  const { nodes } = graph;
  const buffers = () => nodes.map((node) => matrix(rows, node.features));
  const values = buffers();
  const nodeGradients = gradients ? buffers() : [];
  const params = new Float64Array(graph.paramCount);
  const paramsGradient = new Float64Array(graph.paramCount);
  const penalised = penalisedWeights(graph);
  let update = adam(params, penalised);
  let batch = 0;

  const forwardRow = (id: number, row: number): ForwardRow => ({
    operands: operands(nodes[id]).map((operand) => rowOf(values, operand, row)),
    out: rowOf(values, id, row),
    params,
  });
  const backwardRow = (id: number, row: number): BackwardRow => ({
    ...forwardRow(id, row),
    gradient: rowOf(nodeGradients, id, row),
    operandGradients: operands(nodes[id]).map((operand) => rowOf(nodeGradients, operand, row)),
    paramsGradient,
  });

  return Object.freeze<Program>({
    rows,
    setParams(next) {
      assertLength(next, graph.paramCount, "params", SOURCE);
      params.set(next);
      update = adam(params, penalised);
    },
    params: () => Float32Array.from(params),
    forward(inputs) {
      batch = checkInputs(graph, rows, inputs, SOURCE);
      graph.inputs.forEach((id, i) => values[id].data.set(inputs[i].data));
      nodes.forEach((node, id) => {
        for (let row = 0; row < batch; row++) opOf(node).forward(node, forwardRow(id, row));
      });
      return graph.outputs.map((id) => firstRows(values[id], batch));
    },
    backward(cotangents) {
      checkCompiledWith(gradients, "backward", "gradients", SOURCE);
      checkCotangents(graph, batch, cotangents, SOURCE);
      paramsGradient.fill(0);
      for (const { data } of nodeGradients) data.fill(0);
      graph.outputs.forEach((id, i) => add(nodeGradients[id].data, cotangents[i].data));
      for (const { id } of steps) {
        const node = nodes[id];
        for (let row = 0; row < batch; row++) opOf(node).backward(node, backwardRow(id, row));
      }
    },
    inputGradient(index) {
      checkCompiledWith(inputGradients, "inputGradient", "inputGradients", SOURCE);
      const id = checkInputIndex(graph, index, SOURCE);
      return firstRows(nodeGradients[id], batch);
    },
    paramsGradient: () => Float32Array.from(paramsGradient),
    gradientNorm: () => Math.sqrt(paramsGradient.reduce((total, g) => total + g * g, 0)),
    weightNorm: () => Math.sqrt(params.reduce((total, w, i) => total + penalised[i] * w * w, 0)),
    adamStep: (step) => update(paramsGradient, step),
  });
}

const rowOf = (of: readonly Matrix[], id: number, row: number): Float64Array => {
  const { cols, data } = of[id];
  return data.subarray(row * cols, (row + 1) * cols);
};

const matrix = (rows: number, cols: number): Matrix => ({
  rows,
  cols,
  data: new Float64Array(rows * cols),
});

const firstRows = ({ cols, data }: Matrix, rows: number): Matrix => ({
  rows,
  cols,
  data: data.subarray(0, rows * cols),
});

function add(into: Float64Array, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) into[i] += values[i];
}

/** The table pairs every op with its own node type, which indexing by a union cannot express. */
function opOf(node: Node): RowOp<Node["op"]> {
  return rowOps[node.op] as RowOp<Node["op"]>;
}
