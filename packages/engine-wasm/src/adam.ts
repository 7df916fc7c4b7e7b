import type { AdamUpdate } from "@retrodict/spec";
import type { Kernels } from "./kernels.ts";
import type { PackedParams } from "./packed-params.ts";

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/**
 * Takes step number `step` (from 1) of Adam (Kingma & Ba 2015) with the gradient clipped to a norm.
 * Returns the norm before clipping; one that is not finite changes nothing.
 */
export function adamStep(
  kernels: Kernels,
  params: PackedParams,
  step: number,
  { learningRate, maxGradientNorm }: AdamUpdate,
): number {
  const { bytes, weights, gradient, first, second } = params;
  const norm = Math.sqrt(kernels.sumOfSquares(bytes, gradient));
  if (!Number.isFinite(norm)) return norm;
  const clip = norm > maxGradientNorm ? maxGradientNorm / norm : 1;
  kernels.adamStep(
    bytes,
    weights,
    gradient,
    first,
    second,
    FIRST_DECAY,
    (1 - FIRST_DECAY) * clip,
    SECOND_DECAY,
    (1 - SECOND_DECAY) * clip * clip,
    learningRate / (1 - FIRST_DECAY ** step),
    1 / (1 - SECOND_DECAY ** step),
    EPSILON,
  );
  return norm;
}
