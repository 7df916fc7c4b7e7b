import { paddedFeatures, type Activation, type BackwardStep } from "@retrodict/tensor";
import { addFlag, type Compilation, type NodeOf, type Step, type WasmOp } from "./compilation.ts";

/** As the kernels number them. */
export const ACTIVATION_CODES: { readonly [Name in Activation]: number } = {
  none: 0,
  tanh: 1,
  relu: 2,
};

const NO_ACTIVATION = { code: ACTIVATION_CODES.none, activated: 0, dz: 0 };

/** Inputs of a tile of the input gradient. */
const TILE = 4;

/**
 * Panels whose two gradients are taken one after the other, so that the gradient of a wide layer's outputs
 * is fetched from memory once.
 */
const BLOCK = 16;

export const dense: WasmOp<"dense"> = {
  forward({ input, layer }, id, compilation) {
    const { kernels, stride } = compilation;
    const { panels, table, weights } = compilation.layer(layer.weights);
    const x = compilation.value(input);
    const y = compilation.value(id);
    const code = ACTIVATION_CODES[layer.activation];
    const residual = layer.residual ? x : 0;
    const kept = compilation.activation(id) ?? 0;
    const clear = clearPadding(compilation, x, layer.weights.inputs);
    return (batch) => {
      clear?.(batch);
      kernels.denseForward(batch, stride, panels.count, table, weights, x, y, code, residual, kept);
    };
  },
  backward(node, step, compilation) {
    const { kernels, stride } = compilation;
    const { weights } = node.layer;
    const { panels, table, gradient, mask } = compilation.layer(weights);
    const x = compilation.value(node.input);
    const dz = compilation.preactivationGradient(step.id);
    const add = addFlag(compilation.weightContribution(weights));
    const prepare = prepareGradient(node, step, compilation);
    const pullBack = inputGradientStep(node, step, compilation);
    return (batch) => {
      prepare?.(batch);
      for (let first = 0; first < panels.count; first += BLOCK) {
        const last = Math.min(first + BLOCK, panels.count);
        kernels.denseWeightGradient(batch, stride, first, last, table, x, dz, gradient, mask, add);
        pullBack?.(batch, first, last);
      }
    };
  },
};

/** Kernels read features four at a time and multiply those past the last with 0, so they must be finite. */
export function clearPadding(
  compilation: Compilation,
  at: number,
  features: number,
): Step | undefined {
  const { kernels, stride } = compilation;
  const padding = paddedFeatures(features) - features;
  if (padding === 0) return undefined;
  return (batch) => kernels.clearRows(batch, stride, padding, at + features * stride);
}

/**
 * The layer above, where it contributes last, has taken the gradient back through the activation already;
 * otherwise that is done here.
 */
function prepareGradient(
  { layer }: NodeOf<"dense">,
  { id }: BackwardStep,
  compilation: Compilation,
): Step | undefined {
  const { kernels, stride } = compilation;
  const dy = compilation.gradient(id);
  const clear = clearPadding(compilation, dy, layer.weights.outputs);
  if (layer.activation === "none") return clear;
  if (compilation.completedBy(id)?.op === "dense") return undefined;
  const rows = paddedFeatures(layer.weights.outputs);
  const { code, activated, dz } = activationOf(id, compilation);
  return (batch) => {
    clear?.(batch);
    kernels.activationGradient(batch, stride, rows, code, activated, dy, dz);
  };
}

/** What the kernels need to go back through the activation of node `id`; all 0 where it has none. */
function activationOf(id: number, compilation: Compilation) {
  const node = compilation.node(id);
  if (node.op !== "dense" || node.layer.activation === "none") {
    return NO_ACTIVATION;
  }
  return {
    code: ACTIVATION_CODES[node.layer.activation],
    activated: compilation.activation(id) ?? compilation.value(id),
    dz: compilation.preactivationGradient(id),
  };
}

/** What the panels from `first` to before `last` contribute to a gradient; called in their order. */
type PanelStep = (batch: number, first: number, last: number) => void;

/** The gradient of the layer's input; a residual layer passes its own gradient on as well. */
function inputGradientStep(
  { input, layer }: NodeOf<"dense">,
  { id, contributions: [contribution] }: BackwardStep,
  compilation: Compilation,
): PanelStep | undefined {
  if (contribution === undefined) return undefined;
  const { kernels, stride } = compilation;
  const { panels, table, firstPanels, weights } = compilation.layer(layer.weights);
  const dy = compilation.gradient(id);
  const dz = compilation.preactivationGradient(id);
  const dx = compilation.gradient(input);
  const { from, to } = compilation.needed(input)!;
  const firstTile = Math.floor(from / TILE);
  const lastTile = Math.ceil(to / TILE);
  const adds = contribution === "add";
  const initial = adds ? dx : layer.residual ? dy : 0;
  const isLast = compilation.completedBy(input) === compilation.node(id);
  const below = isLast ? activationOf(input, compilation) : NO_ACTIVATION;
  return (batch, first, last) => {
    if (first === 0 && adds && layer.residual) {
      kernels.moveRows(batch, stride, layer.weights.outputs, dy, dx, 1);
    }
    const { code, activated, dz: dzBelow } = last === panels.count ? below : NO_ACTIVATION;
    kernels.denseInputGradient(
      batch,
      stride,
      firstTile,
      lastTile,
      first,
      last,
      table,
      firstPanels,
      weights,
      dz,
      dx,
      first === 0 ? initial : dx,
      code,
      activated,
      dzBelow,
    );
  };
}
