import type { Node } from "@retrodict/tensor";
import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { Weights } from "../weights.ts";

export type NodeOf<Op extends Node["op"]> = Extract<Node, { readonly op: Op }>;

/** A node's value, `rows × features`, from those of its operands. */
export type Apply = (operands: readonly Tensor2D[], weights: Weights) => Tensor2D;

/** An operation made of TensorFlow.js's own, which it differentiates itself. Constants are computed once. */
export type TfOp<Op extends Node["op"]> = (node: NodeOf<Op>) => Apply;
