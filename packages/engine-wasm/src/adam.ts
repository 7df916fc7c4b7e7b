import type { WeightUpdate } from "@retrodict/tensor";
import type { Kernels } from "./kernels.ts";
import type { PackedParams } from "./packed-params.ts";

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
export const EPSILON = 1e-8;

/** Euclidean norm of the packed gradient. */
export function gradientNorm(kernels: Kernels, { bytes, gradient, mask }: PackedParams): number {
  return Math.sqrt(kernels.sumOfSquares(bytes, gradient, mask));
}

/** Euclidean norm of the weights that a penalty is on. */
export function weightNorm(kernels: Kernels, { bytes, weights, penalised }: PackedParams): number {
  return Math.sqrt(kernels.sumOfSquares(bytes, weights, penalised));
}

/** Takes step number `step` (from 1) of Adam (Kingma & Ba 2015) with the gradient times `gradientScale`. */
export function adamStep(
  kernels: Kernels,
  params: PackedParams,
  step: number,
  { learningRate, gradientScale, penalty = 0, epsilon = EPSILON }: WeightUpdate,
): void {
  const { bytes, weights, gradient, first, second, penalised } = params;
  kernels.adamStep(
    bytes,
    weights,
    gradient,
    first,
    second,
    penalised,
    FIRST_DECAY,
    (1 - FIRST_DECAY) * gradientScale,
    SECOND_DECAY,
    (1 - SECOND_DECAY) * gradientScale * gradientScale,
    learningRate / (1 - FIRST_DECAY ** step),
    1 / (1 - SECOND_DECAY ** step),
    epsilon,
    penalty,
  );
}
