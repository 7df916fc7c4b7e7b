/** The affine autoregressive transform (Papamakarios et al. 2017) with a softplus scale, and its inverse. */
import { applyLayer } from "./dense.ts";
import { sigmoid, softplus } from "./elementwise.ts";
import type { Row, RowOp } from "./row-ops.ts";

/** Keeps the scale away from zero, where the flow would lose a dimension. */
const MIN_SCALE = 1e-3;

const scaleOf = (raw: number): number => softplus(raw) + MIN_SCALE;

export const affineFlow: RowOp<"affineFlow"> = {
  forward(_node, { operands: [x, conditioner], out }) {
    const dim = x.length;
    out[dim] = 0;
    for (let d = 0; d < dim; d++) {
      const scale = scaleOf(conditioner[2 * d + 1]);
      out[d] = scale * x[d] + conditioner[2 * d];
      out[dim] += Math.log(scale);
    }
  },
  backward(_node, { operands: [x, conditioner], gradient, operandGradients }) {
    const [intoX, intoConditioner] = operandGradients;
    const dim = x.length;
    for (let d = 0; d < dim; d++) {
      const raw = conditioner[2 * d + 1];
      const scale = scaleOf(raw);
      const scaleGradient = gradient[d] * x[d] + gradient[dim] / scale;
      intoX[d] += gradient[d] * scale;
      intoConditioner[2 * d] += gradient[d];
      intoConditioner[2 * d + 1] += scaleGradient * sigmoid(raw);
    }
  },
};

export const autoregressiveInverse: RowOp<"autoregressiveInverse"> = {
  /** One whole pass per dimension, so that nothing depends on the order in which units become known. */
  forward({ layers }, { operands: [latent, context], out, params }) {
    out.fill(0);
    for (let d = 0; d < out.length; d++) {
      const below = Float64Array.from([...context, ...out]);
      const conditioner = layers.reduce<Row>((h, layer) => applyLayer(layer, h, params), below);
      out[d] = (latent[d] - conditioner[2 * d]) / scaleOf(conditioner[2 * d + 1]);
    }
  },
  backward() {
    throw new Error("compile refuses to differentiate autoregressiveInverse");
  },
};
