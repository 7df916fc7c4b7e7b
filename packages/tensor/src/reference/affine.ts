/** The affine transform of one dimension, from its parameters (shift, raw scale). */
import type { Transform } from "../types.ts";
import { positive, positiveSlope } from "./positivity.ts";
import type { Row } from "./row-ops.ts";
import type { ScalarTransform } from "./transforms.ts";

type Affine = Extract<Transform, { readonly kind: "affine" }>;

export function affine({ positivity }: Affine): ScalarTransform {
  const scaleOf = (params: Row): number => positive(params[1], positivity);
  return {
    forward(x, params) {
      const scale = scaleOf(params);
      return { z: scale * x + params[0], logSlope: Math.log(scale) };
    },
    inverse: (z, params) => (z - params[0]) / scaleOf(params),
    backward(x, params, { byZ, byLogSlope }, intoParams) {
      const scale = scaleOf(params);
      intoParams[0] += byZ;
      intoParams[1] += (byZ * x + byLogSlope / scale) * positiveSlope(params[1], positivity);
      return byZ * scale;
    },
  };
}
