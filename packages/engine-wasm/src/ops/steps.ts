import type { BackwardStep, Node } from "@retrodict/tensor";
import { autoregressiveInverse } from "./autoregressive-inverse.ts";
import type { Compilation, Step, WasmOp } from "./compilation.ts";
import { dense } from "./dense.ts";
import { binary, scaleShift, unary } from "./elementwise.ts";
import { inverseLuLinear, luLinear } from "./lu-linear.ts";
import { mixtureLogDensity } from "./mixture-log-density.ts";
import { logSumExp, normalLogDensity, sum } from "./reductions.ts";
import { concat, gather } from "./rows.ts";
import { inverseTransform, transform } from "./transform.ts";

const nothing: Step = () => {};
/** Inputs are written, and their gradients read, by the program. */
const input: WasmOp<"input"> = { forward: () => nothing, backward: () => nothing };

const wasmOps: { readonly [Op in Node["op"]]: WasmOp<Op> } = {
  input,
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
  autoregressiveInverse,
  inverseTransform,
  luLinear,
  inverseLuLinear,
  mixtureLogDensity,
};

export function forwardStep(node: Node, id: number, compilation: Compilation): Step {
  return opOf(node).forward(node, id, compilation);
}

export function backwardStep(node: Node, step: BackwardStep, compilation: Compilation): Step {
  return opOf(node).backward(node, step, compilation);
}

/** The table pairs every op with its own node type, which only the caller's `node` tells. */
function opOf(node: Node): WasmOp<Node["op"]> {
  return wasmOps[node.op];
}
