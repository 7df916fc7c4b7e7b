import type {
  BackwardStep,
  Contribution,
  DenseWeights,
  FeatureRange,
  LuWeights,
  Node,
} from "@retrodict/tensor";
import type { Kernels } from "../kernels.ts";
import type { PackedBlock, PackedLayer } from "../packed-params.ts";

/** One kernel call, or a few, on the first `batch` bytes of every row. */
export type Step = (batch: number) => void;

/** What an operation needs to know to become steps: the kernels, and where everything is. */
export interface Compilation {
  readonly kernels: Kernels;
  /** Length of a row in bytes. */
  readonly stride: number;
  node(id: number): Node;
  features(id: number): number;
  /** Addresses of a node's buffers. */
  value(id: number): number;
  gradient(id: number): number;
  activation(id: number): number | undefined;
  /** Where a dense layer without activation has its gradient, and one without residual too. */
  preactivationGradient(id: number): number;
  /** The node whose backward step makes the last contribution to this node's gradient. */
  completedBy(id: number): Node | undefined;
  /** Features of a node whose gradient is needed, if any are. */
  needed(id: number): FeatureRange | undefined;
  /** Whether the only reader of a node's value may overwrite it; its gradient is then in the same place. */
  isOverwritten(id: number): boolean;
  layer(weights: DenseWeights): PackedLayer;
  lu(weights: LuWeights): PackedBlock;
  /** Whether a layer's gradient is first written or added to, in the order of compilation. */
  weightContribution(weights: DenseWeights | LuWeights): Contribution;
  /** Address of constants. */
  constants(values: Int32Array | Float32Array): number;
  /** Address of working memory. */
  reserve(bytes: number): number;
  /** Address of what a node's forward step leaves for its backward step: the same whenever asked. */
  workspace(id: number, bytes: number): number;
}

export type NodeOf<Op extends Node["op"]> = Node & { readonly op: Op };

export interface WasmOp<Op extends Node["op"]> {
  forward(node: NodeOf<Op>, id: number, compilation: Compilation): Step;
  backward(node: NodeOf<Op>, step: BackwardStep, compilation: Compilation): Step;
}

/** The kernels' flag: whether a contribution is added to what is there. */
export const addFlag = (contribution: Contribution | undefined): number =>
  contribution === "add" ? 1 : 0;

/** The address of a gradient, or 0, which tells a kernel to leave it out. */
export function gradientOrNone(
  id: number,
  contribution: Contribution | undefined,
  compilation: Compilation,
): number {
  return contribution === undefined ? 0 : compilation.gradient(id);
}
