/* An embedding, fed in chunks: a program has a fixed capacity, callers may bring any number of rows. */
import { matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import type { Program } from "@retrodict/tensor";
import type { Embedding } from "./types.ts";

const CHUNK = 256;

export interface Embedder {
  embed(params: Float32Array, data: Matrix): Matrix;
  /** Adds the gradients of Σ cotangent · embedding that are asked for. */
  pullback(
    params: Float32Array,
    data: Matrix,
    cotangent: Matrix,
    into: { readonly params?: Float32Array; readonly data?: Matrix },
  ): void;
}

/** Compiles on first use. */
export function embedder(embedding: Embedding): Embedder {
  let forward: Program | undefined;
  let differentiable: Program | undefined;
  return Object.freeze<Embedder>({
    embed(params, data) {
      forward ??= embedding.compile({ rows: CHUNK });
      forward.setParams(params);
      const out = matrix(data.rows, embedding.outputDim);
      for (const { row, rows } of chunks(data.rows)) {
        const [result] = forward.forward([prepared(embedding, slice(data, row, rows))]);
        out.data.set(result.data, row * out.cols);
      }
      return out;
    },
    pullback(params, data, cotangent, into) {
      differentiable ??= embedding.compile({ rows: CHUNK, gradients: true });
      differentiable.setParams(params);
      for (const { row, rows } of chunks(data.rows)) {
        differentiable.forward([prepared(embedding, slice(data, row, rows))]);
        differentiable.backward([slice(cotangent, row, rows)]);
        if (into.params) add(differentiable.paramsGradient(), into.params);
        if (into.data) {
          const gradient = dataGradient(embedding, differentiable);
          add(gradient.data, slice(into.data, row, rows).data);
        }
      }
    },
  });
}

/** What the program is fed. */
export function prepared(embedding: Embedding, data: Matrix): Matrix {
  return embedding.prepare?.(data) ?? data;
}

/** The gradient of the last `backward` with respect to the data: the first columns of what was prepared. */
export function dataGradient({ inputDim }: Embedding, program: Program): Matrix {
  const whole = program.inputGradient(0);
  if (whole.cols === inputDim) return whole;
  const out = matrix(whole.rows, inputDim);
  for (let i = 0; i < whole.rows; i++) {
    out.data.set(whole.data.subarray(i * whole.cols, i * whole.cols + inputDim), i * inputDim);
  }
  return out;
}

function* chunks(total: number): Generator<{ readonly row: number; readonly rows: number }> {
  for (let row = 0; row < total; row += CHUNK) yield { row, rows: Math.min(CHUNK, total - row) };
}

function slice({ cols, data }: Matrix, row: number, rows: number): Matrix {
  return matrix(rows, cols, data.subarray(row * cols, (row + rows) * cols));
}

function add(from: Float32Array | Float64Array, to: Float32Array | Float64Array): void {
  for (let i = 0; i < from.length; i++) to[i] += from[i];
}
