import type { AdamUpdate } from "@retrodict/spec";
import type { Kernels } from "./kernels.ts";
import type { PackedParams } from "./packed-params.ts";

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/** Euclidean norm of the packed gradient. */
export function gradientNorm(kernels: Kernels, { bytes, gradient }: PackedParams): number {
  return Math.sqrt(kernels.sumOfSquares(bytes, gradient));
}

/** Takes step number `step` (from 1) of Adam (Kingma & Ba 2015) with the gradient times `gradientScale`. */
export function adamStep(
  kernels: Kernels,
  params: PackedParams,
  step: number,
  { learningRate, gradientScale }: AdamUpdate,
): void {
  const { bytes, weights, gradient, first, second } = params;
  kernels.adamStep(
    bytes,
    weights,
    gradient,
    first,
    second,
    FIRST_DECAY,
    (1 - FIRST_DECAY) * gradientScale,
    SECOND_DECAY,
    (1 - SECOND_DECAY) * gradientScale * gradientScale,
    learningRate / (1 - FIRST_DECAY ** step),
    1 / (1 - SECOND_DECAY ** step),
    EPSILON,
  );
}
