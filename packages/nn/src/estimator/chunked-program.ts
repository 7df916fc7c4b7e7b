/*
 * Compiled graphs, fed in chunks: a program has a fixed capacity, callers may bring any number of rows. Every
 * row is computed on its own, so that results do not depend on how the rows are cut.
 */
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { Engine, Graph, Program } from "@retrodict/tensor";

/** Rows of a chunk: activations of 50 units then stay within a core's second-level cache. */
const CHUNK = 256;

export interface ChunkedProgram {
  /** Makes `params` the weights of the next runs; `owner` is whoever guarantees that they do not change. */
  load(params: Float32Array, owner?: object): void;
  /** First output for rows of (input, context); one context row serves all. */
  run(input: Matrix, context: Matrix): Matrix;
  /** Runs and backpropagates chunk by chunk; `each` is called after every chunk, with its first row. */
  runBackward(
    input: Matrix,
    context: Matrix,
    cotangent: Float64Array,
    each: (program: Program, row: number) => void,
  ): void;
}

/** Compiles on first use. */
export function chunkedProgram(engine: Engine, graph: Graph, gradients = false): ChunkedProgram {
  let compiled: Program | undefined;
  let loadedFor: object | undefined;
  const program = (): Program => (compiled ??= engine.compile(graph, { rows: CHUNK, gradients }));

  function* chunks(input: Matrix, context: Matrix): Generator<{ row: number; result: Matrix }> {
    const shared = context.rows === 1 && repeat(context, Math.min(CHUNK, input.rows));
    for (let row = 0; row < input.rows; row += CHUNK) {
      const rows = Math.min(CHUNK, input.rows - row);
      const paired = shared ? slice(shared, 0, rows) : slice(context, row, rows);
      yield { row, result: program().forward([slice(input, row, rows), paired])[0] };
    }
  }
  return Object.freeze({
    load(params: Float32Array, owner?: object) {
      if (owner === undefined || owner !== loadedFor) program().setParams(params);
      loadedFor = owner;
    },
    run(input: Matrix, context: Matrix) {
      const out = matrix(input.rows, graph.nodes[graph.outputs[0]].features);
      for (const { row, result } of chunks(input, context))
        out.data.set(result.data, row * out.cols);
      return out;
    },
    runBackward(
      input: Matrix,
      context: Matrix,
      cotangent: Float64Array,
      each: (program: Program, row: number) => void,
    ) {
      for (const { row, result } of chunks(input, context)) {
        const data = cotangent.subarray(row, row + result.rows);
        program().backward([matrix(result.rows, 1, data)]);
        each(program(), row);
      }
    },
  });
}

function slice({ cols, data }: Matrix, row: number, rows: number): Matrix {
  return matrix(rows, cols, data.subarray(row * cols, (row + rows) * cols));
}

function repeat({ cols, data }: Matrix, rows: number): Matrix {
  const out = matrix(rows, cols);
  for (let i = 0; i < rows; i++) out.data.set(data, i * cols);
  return out;
}
