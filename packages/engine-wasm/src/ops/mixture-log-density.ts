import type { Mixture } from "@retrodict/tensor";
import { addFlag, type Compilation, type NodeOf, type WasmOp } from "./compilation.ts";

/** Bytes of a row of the kernels' strips. */
const STRIP_BYTES = 128;

export const mixtureLogDensity: WasmOp<"mixtureLogDensity"> = {
  forward(node, id, compilation) {
    const { kernels, stride, reserve } = compilation;
    const { dim, components, diagonals, full } = sizesOf(node, compilation);
    const { minDiagonal } = node.mixture;
    const constant = -0.5 * dim * Math.log(2 * Math.PI);
    const x = compilation.value(node.input);
    const parameters = compilation.value(node.parameters);
    const y = compilation.value(id);
    const work = workOf(node, id, compilation);
    const strip = reserve(dim * STRIP_BYTES);
    return (batch) =>
      kernels.mixtureForward(
        batch,
        stride,
        dim,
        components,
        diagonals,
        full,
        minDiagonal,
        constant,
        x,
        parameters,
        y,
        work,
        strip,
      );
  },
  backward(node, { id, contributions: [byX, byParameters] }, compilation) {
    const { kernels, stride, reserve, features } = compilation;
    const { dim, components, diagonals, full } = sizesOf(node, compilation);
    const x = compilation.value(node.input);
    const parameters = compilation.value(node.parameters);
    const dy = compilation.gradient(id);
    const work = workOf(node, id, compilation);
    const strip = reserve((2 * dim + 1) * STRIP_BYTES);
    const dParameters =
      byParameters === undefined
        ? reserve(features(node.parameters) * stride)
        : compilation.gradient(node.parameters);
    const dx = byX === undefined ? 0 : compilation.gradient(node.input);
    const add = addFlag(byParameters);
    const addX = addFlag(byX);
    return (batch) =>
      kernels.mixtureBackward(
        batch,
        stride,
        dim,
        components,
        diagonals,
        full,
        x,
        parameters,
        dy,
        work,
        strip,
        dParameters,
        add,
        dx,
        addX,
      );
  },
};

interface Sizes {
  readonly dim: number;
  readonly components: number;
  /** Different entries on the diagonal of a precision factor. */
  readonly diagonals: number;
  /** 1 where the factors have entries above the diagonal. */
  readonly full: number;
}

function sizesOf({ input, mixture }: NodeOf<"mixtureLogDensity">, compilation: Compilation): Sizes {
  const { components, covariance }: Mixture = mixture;
  const dim = compilation.features(input);
  return {
    dim,
    components,
    diagonals: covariance === "spherical" ? 1 : dim,
    full: covariance === "full" ? 1 : 0,
  };
}

/** What forward leaves for backward: as many rows as `assembly/mixture.ts` says. */
function workOf(node: NodeOf<"mixtureLogDensity">, id: number, compilation: Compilation): number {
  const { dim, components, diagonals } = sizesOf(node, compilation);
  return compilation.workspace(id, components * (dim + 2 * diagonals + 2) * compilation.stride);
}
