import * as tf from "@tensorflow/tfjs-core";
import type { TfOp } from "./tf-op.ts";

/** Features `from` to before `from + count`. */
export function features(x: tf.Tensor2D, from: number, count: number): tf.Tensor2D {
  return tf.slice(x, [0, from], [x.shape[0], count]);
}

/** Side by side. */
export function beside(parts: readonly tf.Tensor2D[]): tf.Tensor2D {
  return parts.length === 1 ? parts[0] : tf.concat([...parts], 1);
}

export const concat: TfOp<"concat"> = () => beside;

/** Consecutive indices, upwards or downwards. */
interface Run {
  readonly from: number;
  readonly count: number;
  readonly reversed: boolean;
}

/**
 * Slices rather than `tf.gather`, whose gradient the WebAssembly backend lacks, or a product with zeros
 * and ones, in which one NaN would spread.
 */
export const gather: TfOp<"gather"> = ({ indices }) => {
  const runs = runsOf(indices);
  return ([x]) =>
    beside(
      runs.map(({ from, count, reversed }) => {
        const part = features(x, from, count);
        return reversed ? tf.reverse(part, 1) : part;
      }),
    );
};

function runsOf(indices: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < indices.length;) {
    const step = (indices[start + 1] ?? 0) - indices[start];
    const reversed = step === -1;
    let end = start + 1;
    if (Math.abs(step) === 1) {
      while (end < indices.length && indices[end] - indices[end - 1] === step) end++;
    }
    const count = end - start;
    runs.push({ from: reversed && count > 1 ? indices[end - 1] : indices[start], count, reversed });
    start = end;
  }
  return runs;
}
