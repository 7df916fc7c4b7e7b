/** What the threads of one program share: its graph, and arrays in shared memory. */
import type { CompileOptions, Graph } from "@retrodict/tensor";
import type { Build } from "../builds.ts";

/** Structured-cloneable. The arrays lie over SharedArrayBuffers. */
export interface SharedProgram {
  readonly graph: Graph;
  readonly options: Required<CompileOptions>;
  readonly build: Build;
  readonly parties: number;
  readonly params: Float32Array;
  /** Row by row, like the matrices of `Program`. */
  readonly inputs: readonly Float64Array[];
  readonly outputs: readonly Float64Array[];
  readonly cotangents: readonly Float64Array[];
  readonly inputGradients: readonly Float64Array[];
  /** One packed gradient of the weights per party. */
  readonly gradients: readonly Float32Array[];
  /** Learning rate, gradient scale, penalty and ε of a step of Adam. */
  readonly update: Float64Array;
}

/** Shared arrays for `parties` threads, whose packed gradients have `packed` entries. */
export function sharedProgram(
  graph: Graph,
  options: Required<CompileOptions>,
  {
    build,
    parties,
    packed,
  }: Pick<SharedProgram, "build" | "parties"> & { readonly packed: number },
): SharedProgram {
  const matrices = (ids: readonly number[], used: boolean) =>
    used ? ids.map((id) => float64(options.rows * graph.nodes[id].features)) : [];
  return {
    graph,
    options,
    build,
    parties,
    params: float32(graph.paramCount),
    inputs: matrices(graph.inputs, true),
    outputs: matrices(graph.outputs, true),
    cotangents: matrices(graph.outputs, options.gradients),
    inputGradients: matrices(graph.inputs, options.inputGradients),
    gradients: options.gradients ? Array.from({ length: parties }, () => float32(packed)) : [],
    update: float64(4),
  };
}

function float64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

function float32(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
}
