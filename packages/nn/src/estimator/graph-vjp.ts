import { assertLength, assertMatrix } from "@retrodict/check";
import type { Matrix, ScoreVjp } from "@retrodict/spec";
import type { ChunkedProgram } from "./chunked-program.ts";

/**
 * Scores of (target, context) and their pullback, which runs the graph once more: the program may have scored
 * other rows, or other weights, in between. Errors name `source`.
 */
export function graphVjp(
  program: ChunkedProgram,
  params: Float32Array,
  target: Matrix,
  context: Matrix,
  source: string,
): ScoreVjp {
  const owner = {};
  program.load(params, owner);
  return {
    score: program.run(target, context).data,
    pullback(cotangent, into) {
      assertLength(cotangent, target.rows, "cotangent", source);
      if (into.params) assertLength(into.params, params.length, "into.params", source);
      if (into.target) assertMatrix(into.target, target, "into.target", source);
      if (into.context) assertMatrix(into.context, context, "into.context", source);
      program.load(params, owner);
      program.runBackward(target, context, cotangent, (chunk, row) => {
        if (into.params) add(chunk.paramsGradient(), into.params, 0);
        if (into.target) add(chunk.inputGradient(0).data, into.target.data, row * target.cols);
        if (into.context) add(chunk.inputGradient(1).data, into.context.data, row * context.cols);
      });
    },
  };
}

function add(
  from: Float32Array | Float64Array,
  to: Float32Array | Float64Array,
  offset: number,
): void {
  for (let i = 0; i < from.length; i++) to[offset + i] += from[i];
}
