import * as tf from "@tensorflow/tfjs-core";
import { triangleLength } from "../weights.ts";

/** Products with strictly triangular matrices whose entries are listed row by row. */
export interface StrictTriangle {
  /** `A x` of every row x of a `rows × dim` matrix, for entries `rows × count`, or `1 × count` for one A. */
  times(entries: tf.Tensor2D, x: tf.Tensor2D): tf.Tensor2D;
}

/** Written as two products with zeros and ones, since TensorFlow.js has no triangular matrices. */
export function strictTriangle(dim: number, side: "lower" | "upper"): StrictTriangle {
  const count = triangleLength(dim);
  /** Column of x that an entry multiplies, and row of the result that it adds to. */
  const columns = new Float32Array(dim * count);
  const rows = new Float32Array(count * dim);
  let entry = 0;
  for (let i = 0; i < dim; i++) {
    const [from, to] = side === "lower" ? [0, i] : [i + 1, dim];
    for (let j = from; j < to; j++, entry++) {
      columns[j * count + entry] = 1;
      rows[entry * dim + i] = 1;
    }
  }
  return {
    times(entries, x) {
      const factors = tf.matMul(x, tf.tensor2d(columns, [dim, count]));
      return tf.matMul(tf.mul(entries, factors), tf.tensor2d(rows, [count, dim]));
    },
  };
}
