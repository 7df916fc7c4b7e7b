import type { Transform } from "@retrodict/tensor";
import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";

/** A transform of every number of a `rows × D` matrix, given its parameters, `rows × D × count`. */
export interface ElementwiseTransform {
  forward(x: Tensor2D, params: Tensor3D): { readonly z: Tensor2D; readonly logSlope: Tensor2D };
  inverse(z: Tensor2D, params: Tensor3D): Tensor2D;
}

export type TransformOf<Kind extends Transform["kind"]> = Extract<
  Transform,
  { readonly kind: Kind }
>;
