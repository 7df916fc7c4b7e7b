import type { Node } from "@retrodict/tensor";
import { dense } from "./dense.ts";
import { binary, scaleShift, unary } from "./elementwise.ts";
import { inverseLuLinear, luLinear } from "./lu-linear.ts";
import { mixtureLogDensity } from "./mixture.ts";
import { logSumExp, normalLogDensity, sum } from "./reductions.ts";
import { concat, gather } from "./rows.ts";
import type { Apply, TfOp } from "./tf-op.ts";
import { autoregressiveInverse, inverseTransform, transform } from "./transforms.ts";

/** Every operation but the inputs, which are given. */
type Operation = Exclude<Node["op"], "input">;

const tfOps: { readonly [Op in Operation]: TfOp<Op> } = {
  dense,
  concat,
  gather,
  unary,
  binary,
  scaleShift,
  sum,
  logSumExp,
  normalLogDensity,
  transform,
  inverseTransform,
  autoregressiveInverse,
  luLinear,
  inverseLuLinear,
  mixtureLogDensity,
};

/** What computes `node`; undefined for an input. */
export function applyOf(node: Node): Apply | undefined {
  if (node.op === "input") return undefined;
  // The table pairs every op with its own node type, which indexing by a union cannot express.
  return (tfOps[node.op] as TfOp<Operation>)(node);
}
