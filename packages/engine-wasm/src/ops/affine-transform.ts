import type { BackwardStep, Positivity } from "@retrodict/tensor";
import { addFlag, gradientOrNone, type Compilation, type Step } from "./compilation.ts";
import { clippedFlag, type TransformNode } from "./transform-constants.ts";

export function affineForward(
  { input, conditioner }: TransformNode,
  positivity: Positivity,
  id: number,
  compilation: Compilation,
): Step {
  const { kernels, stride } = compilation;
  const dim = compilation.features(input);
  const clipped = clippedFlag(positivity);
  const x = compilation.value(input);
  const pairs = compilation.value(conditioner);
  const y = compilation.value(id);
  return (batch) => kernels.affineFlowForward(batch, stride, dim, clipped, x, pairs, y);
}

export function affineBackward(
  { input, conditioner }: TransformNode,
  positivity: Positivity,
  { id, contributions: [byX, byPairs] }: BackwardStep,
  compilation: Compilation,
): Step {
  const { kernels, stride } = compilation;
  const dim = compilation.features(input);
  const clipped = clippedFlag(positivity);
  const x = compilation.value(input);
  const pairs = compilation.value(conditioner);
  const dy = compilation.gradient(id);
  const dx = gradientOrNone(input, byX, compilation);
  const dPairs = gradientOrNone(conditioner, byPairs, compilation);
  const addX = addFlag(byX);
  const addPairs = addFlag(byPairs);
  return (batch) =>
    kernels.affineFlowBackward(
      batch,
      stride,
      dim,
      clipped,
      x,
      pairs,
      dy,
      dPairs,
      addPairs,
      dx,
      addX,
    );
}

export function affineInverse(
  { input, conditioner }: TransformNode,
  positivity: Positivity,
  id: number,
  compilation: Compilation,
): Step {
  const { kernels, stride } = compilation;
  const dim = compilation.features(input);
  const clipped = clippedFlag(positivity);
  const latent = compilation.value(input);
  const pairs = compilation.value(conditioner);
  const x = compilation.value(id);
  return (batch) => kernels.affineFlowInverse(batch, stride, dim, clipped, latent, pairs, x);
}
