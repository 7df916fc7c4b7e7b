import type { BackwardStep } from "@retrodict/tensor";
import { addFlag, gradientOrNone, type Compilation, type Step } from "./compilation.ts";
import {
  keptBinsBytes,
  splineConstants,
  splineWorkBytes,
  type Spline,
  type TransformNode,
} from "./transform-constants.ts";

export function splineForward(
  node: TransformNode,
  by: Spline,
  id: number,
  compilation: Compilation,
): Step {
  const { kernels, stride } = compilation;
  const dim = compilation.features(node.input);
  const spline = compilation.constants(splineConstants(by));
  const x = compilation.value(node.input);
  const conditioner = compilation.value(node.conditioner);
  const y = compilation.value(id);
  const isTraining = compilation.needed(id) !== undefined;
  const { kept, bins } = isTraining ? keptOf(node, id, compilation) : { kept: 0, bins: 0 };
  const work = compilation.reserve(splineWorkBytes(by));
  return (batch) =>
    kernels.splineForward(batch, stride, dim, spline, x, conditioner, y, kept, bins, work);
}

export function splineBackward(
  node: TransformNode,
  by: Spline,
  { id, contributions: [byX, byConditioner] }: BackwardStep,
  compilation: Compilation,
): Step {
  const { kernels, stride } = compilation;
  const dim = compilation.features(node.input);
  const spline = compilation.constants(splineConstants(by));
  const x = compilation.value(node.input);
  const conditioner = compilation.value(node.conditioner);
  const dy = compilation.gradient(id);
  const { kept, bins } = keptOf(node, id, compilation);
  const dx = gradientOrNone(node.input, byX, compilation);
  const dConditioner = gradientOrNone(node.conditioner, byConditioner, compilation);
  const addX = addFlag(byX);
  const add = addFlag(byConditioner);
  return (batch) =>
    kernels.splineBackward(
      batch,
      stride,
      dim,
      spline,
      x,
      conditioner,
      dy,
      kept,
      bins,
      dConditioner,
      add,
      dx,
      addX,
    );
}

export function splineInverse(
  node: TransformNode,
  by: Spline,
  id: number,
  compilation: Compilation,
): Step {
  const { kernels, stride } = compilation;
  const dim = compilation.features(node.input);
  const spline = compilation.constants(splineConstants(by));
  const latent = compilation.value(node.input);
  const conditioner = compilation.value(node.conditioner);
  const x = compilation.value(id);
  const work = compilation.reserve(splineWorkBytes(by));
  return (batch) => kernels.splineInverse(batch, stride, dim, spline, latent, conditioner, x, work);
}

/** Where forward leaves numerators and bins for backward. */
function keptOf(
  { input, conditioner }: TransformNode,
  id: number,
  { stride, features, value, isOverwritten, workspace }: Compilation,
): { readonly kept: number; readonly bins: number } {
  const binsBytes = keptBinsBytes(features(input), stride);
  if (isOverwritten(conditioner)) {
    return { kept: value(conditioner), bins: workspace(id, binsBytes) };
  }
  const bins = workspace(id, binsBytes + features(conditioner) * stride);
  return { kept: bins + binsBytes, bins };
}
