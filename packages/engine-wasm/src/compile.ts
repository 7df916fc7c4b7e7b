/** Turns a graph into kernel calls on memory that is laid out once. */
import {
  differentiate,
  planMemory,
  type CompileOptions,
  type Differentiation,
  type Graph,
  type MemoryPlan,
} from "@retrodict/tensor";
import { arena as createArena, type Arena } from "./arena.ts";
import { loadKernels, type Build } from "./builds.ts";
import type { Kernels } from "./kernels.ts";
import type { Compilation, Step } from "./ops/compilation.ts";
import { overwrittenNodes } from "./ops/overwritten.ts";
import { backwardStep, forwardStep } from "./ops/steps.ts";
import { packedParams, type PackedParams } from "./packed-params.ts";
import { paddedColumns } from "./transfer.ts";

const FLOAT_BYTES = 4;
/** Rows whose lengths are multiples of this many floats compete for the same cache lines. */
const CACHE_CONFLICT = 64;
const STRIDE_PADDING = 8;

/** A graph as steps on memory. */
export interface Executable {
  readonly kernels: Kernels;
  readonly floats: Float32Array;
  readonly params: PackedParams;
  readonly differentiation: Differentiation | undefined;
  /** Length of a row in floats. */
  readonly stride: number;
  /** First float of a node's value and gradient. */
  value(id: number): number;
  gradient(id: number): number;
  readonly forward: readonly Step[];
  readonly backward: readonly Step[];
}

export function compileGraph(graph: Graph, options: CompileOptions, build: Build): Executable {
  const { rows, gradients = false, inputGradients = gradients } = options;
  const differentiation = gradients ? differentiate(graph, inputGradients) : undefined;
  const plan = planMemory(graph, differentiation);
  const { kernels, memory } = loadKernels(build);
  const arena = createArena(kernels.heapBase());
  const params = packedParams(graph, arena);
  const stride = strideFor(rows) * FLOAT_BYTES;
  const buffers = arena.reserve(plan.rowCount * stride);
  const compilation = compilationOf(graph, plan, differentiation, {
    kernels,
    arena,
    params,
    stride,
    buffers,
  });
  const forward = graph.nodes.map((node, id) => forwardStep(node, id, compilation));
  const backward = (differentiation?.steps ?? []).map((step) =>
    backwardStep(graph.nodes[step.id], step, compilation),
  );
  arena.install(memory);
  return Object.freeze<Executable>({
    kernels,
    floats: new Float32Array(memory.buffer),
    params,
    differentiation,
    stride: stride / FLOAT_BYTES,
    value: (id) => compilation.value(id) / FLOAT_BYTES,
    gradient: (id) => compilation.gradient(id) / FLOAT_BYTES,
    forward,
    backward,
  });
}

function strideFor(rows: number): number {
  const columns = paddedColumns(rows);
  return columns % CACHE_CONFLICT === 0 ? columns + STRIDE_PADDING : columns;
}

interface Places {
  readonly kernels: Kernels;
  readonly arena: Arena;
  readonly params: PackedParams;
  readonly stride: number;
  readonly buffers: number;
}

function compilationOf(
  graph: Graph,
  plan: MemoryPlan,
  differentiation: Differentiation | undefined,
  { kernels, arena, params, stride, buffers }: Places,
): Compilation {
  const addressOf = (row: number): number => buffers + row * stride;
  const optional = (row: number | undefined) => (row === undefined ? undefined : addressOf(row));
  const written = new Set<number>();
  const workspaces = new Map<number, number>();
  const overwritten = overwrittenNodes(graph);
  const value = (id: number): number => addressOf(plan.nodes[id].value);
  const gradient = (id: number): number =>
    overwritten.has(id) ? value(id) : addressOf(plan.nodes[id].gradient!);
  return {
    kernels,
    stride,
    node: (id) => graph.nodes[id],
    features: (id) => graph.nodes[id].features,
    value,
    gradient,
    activation: (id) => optional(plan.nodes[id].activation),
    preactivationGradient: (id) => optional(plan.nodes[id].preactivationGradient) ?? gradient(id),
    completedBy: (id) => graph.nodes[differentiation!.completedBy[id] ?? -1],
    needed: (id) => differentiation?.needed[id],
    isOverwritten: (id) => overwritten.has(id),
    layer: params.layer,
    lu: params.lu,
    weightContribution({ offset }) {
      const contribution = written.has(offset) ? "add" : "write";
      written.add(offset);
      return contribution;
    },
    constants: arena.constants,
    reserve: arena.reserve,
    workspace(id, bytes) {
      const at = workspaces.get(id) ?? arena.reserve(bytes);
      workspaces.set(id, at);
      return at;
    },
  };
}
