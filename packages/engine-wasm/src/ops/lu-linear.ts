import type { Contribution, DenseWeights, LuWeights } from "@retrodict/tensor";
import { luFactors, luSide } from "../lu-layout.ts";
import { maskBits, panelConstants } from "../packed-params.ts";
import { eachDenseEntry, panelsOf } from "../panels.ts";
import { addFlag, type Compilation, type NodeOf, type Step, type WasmOp } from "./compilation.ts";
import { clearPadding } from "./dense.ts";

const FLOAT_BYTES = 4;
const TILE = 4;

/** The map as the dense kernels see it: the product of its factors, in panels. */
export const luLinear: WasmOp<"luLinear"> = {
  forward({ input, weights }, id, compilation) {
    const { kernels, stride } = compilation;
    const { dim } = weights;
    const side = luSide(dim);
    const params = compilation.lu(weights).weights;
    const { factors, product } = workspaceOf(weights, id, compilation);
    const { panels, table } = panelConstants(asDense(weights), compilation);
    const x = compilation.value(input);
    const y = compilation.value(id);
    const logDeterminantRow = y + dim * stride;
    const clear = clearPadding(compilation, x, dim);
    return (batch) => {
      clear?.(batch);
      const logDeterminant = kernels.luProduct(dim, side, params, factors, product);
      kernels.denseForward(batch, stride, panels.count, table, product, x, y, 0, 0, 0);
      kernels.fillRow(batch, logDeterminant, logDeterminantRow);
    };
  },
  backward(node, { id, contributions: [byX] }, compilation) {
    const { kernels, stride } = compilation;
    const { weights } = node;
    const { dim } = weights;
    const side = luSide(dim);
    const { weights: params, gradient, mask } = compilation.lu(weights);
    const { factors, product } = workspaceOf(weights, id, compilation);
    const { panels, table, firstPanels } = panelConstants(asDense(weights), compilation);
    const productMask = compilation.constants(productMaskBits(weights));
    const dProduct = compilation.reserve(panels.length * FLOAT_BYTES);
    const work = compilation.reserve(luFactors(dim) * FLOAT_BYTES);
    const x = compilation.value(node.input);
    const dy = compilation.gradient(id);
    const dLogDeterminant = dy + dim * stride;
    const add = addFlag(compilation.weightContribution(weights));
    // Rows past the log-determinant's are read as well, with weights of 0.
    const clear = side > dim ? clearPadding(compilation, dy, dim + 1) : undefined;
    const pullBack = inputGradientStep(node, byX, { dy, table, firstPanels, product }, compilation);
    return (batch) => {
      clear?.(batch);
      kernels.denseWeightGradient(
        batch,
        stride,
        0,
        panels.count,
        table,
        x,
        dy,
        dProduct,
        productMask,
        0,
      );
      kernels.luGradient(
        batch,
        dim,
        side,
        params,
        factors,
        work,
        dProduct,
        dLogDeterminant,
        gradient,
        mask,
        add,
      );
      pullBack?.(batch);
    };
  },
};

export const inverseLuLinear: WasmOp<"inverseLuLinear"> = {
  forward({ input, weights }, id, compilation) {
    const { kernels, stride } = compilation;
    const { dim } = weights;
    const side = luSide(dim);
    const params = compilation.lu(weights).weights;
    const factors = compilation.reserve(luFactors(dim) * FLOAT_BYTES);
    const y = compilation.value(input);
    const x = compilation.value(id);
    return (batch) => kernels.luInverse(batch, stride, dim, side, params, factors, y, x);
  },
  backward() {
    throw new Error("differentiate refuses an inverseLuLinear");
  },
};

/** The product as a dense layer, whose place in the parameter vector means nothing. */
const asDense = ({ dim }: LuWeights): DenseWeights => ({ offset: 0, inputs: dim, outputs: dim });

/** Where forward leaves the factors and their product for backward. */
function workspaceOf(weights: LuWeights, id: number, { workspace }: Compilation) {
  const bytes = luFactors(weights.dim) * FLOAT_BYTES;
  const factors = workspace(id, bytes + panelsOf(asDense(weights)).length * FLOAT_BYTES);
  return { factors, product: factors + bytes };
}

function productMaskBits(weights: LuWeights): Int32Array {
  const dense = asDense(weights);
  const panels = panelsOf(dense);
  const positions: number[] = [];
  eachDenseEntry(dense, panels, (_, position) => positions.push(position));
  return maskBits(panels.length, positions);
}

interface ProductPlaces {
  readonly dy: number;
  readonly table: number;
  readonly firstPanels: number;
  readonly product: number;
}

function inputGradientStep(
  { input, weights: { dim } }: NodeOf<"luLinear">,
  contribution: Contribution | undefined,
  { dy, table, firstPanels, product }: ProductPlaces,
  compilation: Compilation,
): Step | undefined {
  if (contribution === undefined) return undefined;
  const { kernels, stride } = compilation;
  const { from, to } = compilation.needed(input)!;
  const firstTile = Math.floor(from / TILE);
  const lastTile = Math.ceil(to / TILE);
  const panels = luSide(dim) / TILE;
  const dx = compilation.gradient(input);
  const initial = contribution === "add" ? dx : 0;
  return (batch) =>
    kernels.denseInputGradient(
      batch,
      stride,
      firstTile,
      lastTile,
      0,
      panels,
      table,
      firstPanels,
      product,
      dy,
      dx,
      initial,
      0,
      0,
      0,
    );
}
